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
import { ModelFailure } from "./model-client.ts";

export interface ResiliencePolicy {
  readonly attemptsPerModel: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  /** After this many failures in a row a model is skipped. After this long one request may try it again. */
  readonly circuit: { readonly failures: number; readonly openMs: number };
}

/** One model's retries and circuit breaker, shared by all requests of this process. */
export interface ResilientModel {
  /** False while another request tries a model that failed: waiting for its result would cost more than the fallback. */
  mayBeAsked(): boolean;
  /** @throws BrokenCircuitError where the model is skipped; otherwise what the last attempt threw */
  execute<T>(attempt: () => Promise<T>): Promise<T>;
}

/**
 * No signal is handed to cockatiel: an attempt ends by itself when the request's signal aborts. cockatiel's timer between
 * two attempts then runs out, at most `maxBackoffMs` later.
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
    mayBeAsked: () => breaker.state !== CircuitState.HalfOpen,
    execute: (attempt) => both.execute(attempt),
  };
}

/** A refused request and a malformed call say nothing against the model; nor does a caller who left. */
function isModelsFault(error: unknown): boolean {
  return error instanceof ModelFailure && error.kind !== "rejected" && error.kind !== "malformed";
}

/** A silent model is not waited for twice. One that names a long wait is left to recover. */
function isWorthRetrying(error: unknown, { maxBackoffMs }: ResiliencePolicy): boolean {
  if (!(error instanceof ModelFailure) || error.kind === "rejected" || error.kind === "timeout") return false;
  return error.retryAfterMs === undefined || error.retryAfterMs <= maxBackoffMs;
}

/** `Retry-After` where the provider named one; otherwise exponential with full jitter. */
function backoffMs(error: unknown, attempt: number, { minBackoffMs, maxBackoffMs }: ResiliencePolicy): number {
  if (error instanceof ModelFailure && error.kind === "malformed") return 0;
  if (error instanceof ModelFailure && error.retryAfterMs !== undefined) return error.retryAfterMs;
  const ceiling = Math.min(maxBackoffMs, minBackoffMs * 2 ** attempt);
  return Math.round(minBackoffMs / 2 + Math.random() * (ceiling - minBackoffMs / 2));
}
