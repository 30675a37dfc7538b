import { RetryableError, TerminalError } from "../../runtime/errors.ts";
import type { Logger } from "../../telemetry/log.ts";
import { type CircuitPolicy, createCircuits } from "./circuit.ts";
import type { ModelReply, ModelRequest, Models } from "./model.ts";
import { type ModelClient, ModelFailure } from "./model-client.ts";
import { createRetryBudget } from "./retry-budget.ts";

export interface ModelsPolicy {
  /** Without a sign of life for this long, an attempt is given up. A streamed piece is one. */
  readonly silenceMs: number;
  readonly attemptsPerModel: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly retries: { readonly share: number; readonly reserve: number };
  readonly circuit: CircuitPolicy;
}

const standardPolicy: ModelsPolicy = {
  silenceMs: 25_000,
  attemptsPerModel: 2,
  minBackoffMs: 250,
  maxBackoffMs: 4_000,
  retries: { share: 0.2, reserve: 10 },
  circuit: { failures: 5, openMs: 30_000 },
};

export interface Clock {
  now(): number;
  random(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const malformedCorrection =
  "Your last function call could not be read. Write it again with arguments that fit the declared parameters, or answer in words.";

/**
 * A tenant's primary and fallback with what lies between: backoff with full jitter, `Retry-After`, a retry budget and
 * a circuit per model, all of this process. A request that waits longer than `maxBackoffMs` for one model goes to the
 * next instead. The request's signal is the deadline.
 */
export function createModels(options: {
  readonly client: ModelClient;
  readonly policy?: Partial<ModelsPolicy>;
  readonly clock?: Clock;
  readonly log?: Logger;
}): Models {
  const policy = { ...standardPolicy, ...options.policy };
  const clock = options.clock ?? systemClock;
  const circuits = createCircuits(policy.circuit);
  const budget = createRetryBudget(policy.retries);

  /** In the order to be tried. When every circuit is open the primary is asked all the same: someone must be. */
  const candidates = (choice: { primary: string; fallback: string | null }): string[] => {
    const named = [...new Set([choice.primary, choice.fallback ?? choice.primary])];
    const allowed = named.filter((model) => circuits.allows(model, clock.now()));
    return allowed.length > 0 ? allowed : [choice.primary];
  };

  const attempt = async (model: string, request: ModelRequest): Promise<ModelReply> => {
    try {
      const reply = await withinSilence(options.client, model, request, policy.silenceMs);
      if (reply.finish === "malformed-call") throw new ModelFailure("malformed", `${model} wrote a malformed call.`);
      circuits.succeeded(model);
      return reply;
    } catch (error) {
      if (error instanceof TerminalError) throw error;
      const failure =
        error instanceof ModelFailure ? error : new ModelFailure("network", `${model} failed.`, { cause: error });
      const itsFault = failure.kind !== "rejected" && failure.kind !== "malformed" && !request.signal.aborted;
      if (itsFault) circuits.failed(model, clock.now());
      options.log?.warn({ err: failure, kind: failure.kind, model }, "a model failed");
      throw failure;
    }
  };

  return {
    async generate(choice, request) {
      budget.deposit();
      let last: ModelFailure | undefined;
      for (const model of candidates(choice)) {
        for (let number = 1; number <= policy.attemptsPerModel; number += 1) {
          if (last && !budget.withdraw()) throw unavailable("the retry budget is used up", last);
          if (last) request.onRestart?.();
          const asked: ModelRequest = last?.kind === "malformed" ? corrected(request) : request;
          const outcome = await attempt(model, asked).catch((error: unknown) => {
            if (error instanceof ModelFailure) return error;
            throw error;
          });
          if (!(outcome instanceof ModelFailure)) return outcome;
          last = outcome;
          if (request.signal.aborted) throw unavailable("the turn's deadline passed", last);
          if (last.kind === "rejected") throw new TerminalError("model-rejected", last.message, { cause: last });
          const waitMs = number < policy.attemptsPerModel ? waitBefore(last, number, policy, clock) : null;
          if (waitMs === null) break;
          await clock.sleep(waitMs, request.signal);
          if (request.signal.aborted) throw unavailable("the turn's deadline passed", last);
        }
      }
      throw unavailable("the primary and the fallback failed", last);
    },
  };
}

/** Null: the same model is not worth another try now. A model that was silent is not waited for twice. */
function waitBefore(failure: ModelFailure, number: number, policy: ModelsPolicy, clock: Clock): number | null {
  if (failure.kind === "timeout") return null;
  if (failure.kind === "malformed") return 0;
  if (failure.retryAfterMs !== undefined)
    return failure.retryAfterMs <= policy.maxBackoffMs ? failure.retryAfterMs : null;
  const ceiling = Math.min(policy.maxBackoffMs, policy.minBackoffMs * 2 ** number);
  return Math.round(policy.minBackoffMs / 2 + clock.random() * (ceiling - policy.minBackoffMs / 2));
}

function corrected(request: ModelRequest): ModelRequest {
  return { ...request, system: `${request.system}\n\n# Correction\n${malformedCorrection}` };
}

function unavailable(why: string, cause: ModelFailure | undefined): RetryableError {
  const detail = cause ? ` Last: ${cause.message}` : "";
  return new RetryableError("model-unavailable", `No model answered: ${why}.${detail}`, {
    cause,
    retryAfterMs: cause?.retryAfterMs,
  });
}

/** One attempt that ends with the deadline or with silence, even where the client does not heed its signal. */
async function withinSilence(
  client: ModelClient,
  model: string,
  request: ModelRequest,
  silenceMs: number,
): Promise<ModelReply> {
  const silence = new AbortController();
  const signal = AbortSignal.any([request.signal, silence.signal]);
  let over = false;
  const timer = setTimeout(() => silence.abort(), silenceMs);
  const ended = new Promise<never>((_, reject) => {
    const stop = () => reject(new ModelFailure("timeout", `${model} did not answer in time.`));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  const onText = request.onText;
  const listening = onText && {
    onText(text: string) {
      if (over) return;
      timer.refresh();
      onText(text);
    },
  };
  try {
    return await Promise.race([client.generate(model, { ...request, signal, ...listening }), ended]);
  } finally {
    over = true;
    clearTimeout(timer);
  }
}

const systemClock: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      if (signal.aborted) wake();
      else signal.addEventListener("abort", wake, { once: true });
    }),
};
