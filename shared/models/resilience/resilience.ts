import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  wrap,
} from "cockatiel";
import { isRefusal, ModelFailure } from "../model-client.ts";

export interface ResiliencePolicy {
  readonly attemptsPerModel: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  /** A model is skipped after `failures` consecutive failures. After `openMs` one request may try it again. */
  readonly circuit: { readonly failures: number; readonly openMs: number };
}

/** One model's retries and circuit breaker, shared by all requests of this process. */
export interface ResilientModel {
  /** False while another request tests a failed model, because the fallback is faster than waiting for the result. */
  isAvailable(): boolean;
  /** @throws BrokenCircuitError when the model is skipped; otherwise the error of the last attempt */
  execute<T>(attempt: () => Promise<T>): Promise<T>;
}

/**
 * cockatiel receives no signal, because an attempt ends by itself when the request's signal aborts. cockatiel's timer
 * between two attempts then expires at most `maxBackoffMs` later.
 */
export function resilientModel(policy: ResiliencePolicy): ResilientModel {
  const breaker: CircuitBreakerPolicy = circuitBreaker(
    handleWhen((error) => isModelsFault(error) || breaker.state === CircuitState.HalfOpen),
    { halfOpenAfter: policy.circuit.openMs, breaker: new ConsecutiveBreaker(policy.circuit.failures) },
  );
  const retrying = retry(
    handleWhen((error) => breaker.state === CircuitState.Closed && isWorthRetrying(error, policy)),
    {
      maxAttempts: policy.attemptsPerModel - 1,
      backoff: new DelegateBackoff(({ attempt, result }) =>
        backoffMs("error" in result ? result.error : undefined, attempt, policy),
      ),
    },
  );
  const both = wrap(retrying, breaker);
  return {
    isAvailable: () => breaker.state !== CircuitState.HalfOpen,
    execute: (attempt) => both.execute(attempt),
  };
}

/** Whether the model is at fault. A refused request, a malformed call and a caller's abort do not count. */
function isModelsFault(error: unknown): boolean {
  return error instanceof ModelFailure && !isRefusal(error) && error.kind !== "malformed";
}

/** A timeout is not retried on the same model, nor is a failure with a long `Retry-After`. */
function isWorthRetrying(error: unknown, { maxBackoffMs }: ResiliencePolicy): boolean {
  if (!(error instanceof ModelFailure) || isRefusal(error) || error.kind === "timeout") return false;
  return error.retryAfterMs === undefined || error.retryAfterMs <= maxBackoffMs;
}

/** The provider's `Retry-After` if it gave one; otherwise exponential backoff with full jitter. */
function backoffMs(error: unknown, attempt: number, { minBackoffMs, maxBackoffMs }: ResiliencePolicy): number {
  if (error instanceof ModelFailure && error.kind === "malformed") return 0;
  if (error instanceof ModelFailure && error.retryAfterMs !== undefined) return error.retryAfterMs;
  const ceiling = Math.min(maxBackoffMs, minBackoffMs * 2 ** attempt);
  return Math.round(minBackoffMs / 2 + Math.random() * (ceiling - minBackoffMs / 2));
}
