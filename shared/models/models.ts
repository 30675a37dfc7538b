import { BrokenCircuitError } from "cockatiel";
import { unlessAborted } from "../runtime/deadline.ts";
import { RetryableError, TerminalError } from "../runtime/errors.ts";
import type { Logger } from "../telemetry/log.ts";
import { attemptWithinSilence } from "./attempt.ts";
import type { ModelReply, ModelRequest, Models } from "./model.ts";
import { type ModelClient, ModelFailure } from "./model-client.ts";
import { askedModel } from "./register.ts";
import { type ResiliencePolicy, type ResilientModel, resilientModel } from "./resilience.ts";
import { createRetryBudget } from "./retry-budget.ts";

export interface ModelsPolicy extends ResiliencePolicy {
  /** Maximum time without a streamed piece or an answer. After it the attempt is abandoned. */
  readonly silenceMs: number;
  readonly retries: { readonly share: number; readonly reserve: number };
}

const standardPolicy: ModelsPolicy = {
  silenceMs: 25_000,
  attemptsPerModel: 2,
  minBackoffMs: 250,
  maxBackoffMs: 4_000,
  retries: { share: 0.2, reserve: 10 },
  circuit: { failures: 5, openMs: 30_000 },
};

const malformedCorrection =
  "Your last function call could not be read. Write it again with arguments that fit the declared parameters, or answer in words.";

/**
 * A tenant's primary and fallback models, with backoff with full jitter, `Retry-After`, a retry budget and a circuit
 * breaker per model. All state is per process. A model that asks for a wait longer than `maxBackoffMs` is skipped for
 * the next one. A model that its vendor has switched off is asked by the name of its replacement. When every circuit is open, the primary is still asked once. The request's signal is the deadline.
 */
export function createModels(options: {
  readonly client: ModelClient;
  readonly policy?: Partial<ModelsPolicy>;
  readonly log?: Logger;
  now?(): Date;
}): Models {
  const { now = () => new Date() } = options;
  const policy = { ...standardPolicy, ...options.policy };
  const budget = createRetryBudget(policy.retries);
  const models = new Map<string, ResilientModel>();

  const modelOf = (name: string): ResilientModel => {
    const model = models.get(name) ?? resilientModel(policy);
    models.set(name, model);
    return model;
  };

  /** The attempts of one request. Each retry takes from the budget and voids the text streamed before it. */
  const attemptsOf = (request: ModelRequest) => {
    let last: ModelFailure | undefined;
    return {
      last: () => last,
      async ask(name: string): Promise<ModelReply> {
        if (request.signal.aborted) throw unavailableError("the turn's deadline passed", last);
        if (last && !budget.withdraw()) throw unavailableError("the retry budget is exhausted", last);
        if (last) request.onRestart?.();
        const asked = last?.kind === "malformed" ? withMalformedCorrection(request) : request;
        try {
          const reply = await attemptWithinSilence(options.client, askedModel(name, now()), asked, policy.silenceMs);
          if (reply.finish === "malformed-call") throw new ModelFailure("malformed", `${name} wrote a malformed call.`);
          return { ...reply, model: name };
        } catch (error) {
          if (error instanceof TerminalError) throw error;
          last = failureOf(error, name);
          options.log?.warn({ err: last, kind: last.kind, model: name }, "a model failed");
          throw request.signal.aborted ? unavailableError("the turn's deadline passed", last) : last;
        }
      },
    };
  };

  return {
    async generate(choice, request) {
      budget.deposit();
      const attempts = attemptsOf(request);
      for (const name of new Set([choice.primary, choice.fallback ?? choice.primary])) {
        const model = modelOf(name);
        if (!model.isAvailable()) continue;
        const outcome = await untilDeadline(request, attempts.last, () => model.execute(() => attempts.ask(name)));
        if (outcome.status === "answered") return outcome.reply;
      }
      if (attempts.last() === undefined) return untilFailure(() => attempts.ask(choice.primary));
      throw unavailableError("the primary and the fallback failed", attempts.last());
    },
  };
}

type Outcome = { readonly status: "answered"; readonly reply: ModelReply } | { readonly status: "failed" };

/** Returns `failed` when another model may be asked. The request's signal also ends the wait between two attempts. */
async function untilDeadline(
  { signal }: ModelRequest,
  last: () => ModelFailure | undefined,
  execute: () => Promise<ModelReply>,
): Promise<Outcome> {
  try {
    return { status: "answered", reply: await unlessAborted(signal, execute) };
  } catch (error) {
    if (signal.aborted) throw unavailableError("the turn's deadline passed", last());
    if (error instanceof BrokenCircuitError) return { status: "failed" };
    if (!(error instanceof ModelFailure)) throw error;
    if (error.kind === "rejected") throw rejectedError(error);
    return { status: "failed" };
  }
}

/** Makes the last attempt, without a fallback. */
async function untilFailure(ask: () => Promise<ModelReply>): Promise<ModelReply> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    throw error.kind === "rejected"
      ? rejectedError(error)
      : unavailableError("the primary and the fallback failed", error);
  }
}

function failureOf(error: unknown, model: string): ModelFailure {
  return error instanceof ModelFailure ? error : new ModelFailure("network", `${model} failed.`, { cause: error });
}

function withMalformedCorrection(request: ModelRequest): ModelRequest {
  return { ...request, system: `${request.system}\n\n# Correction\n${malformedCorrection}` };
}

function rejectedError(cause: ModelFailure): TerminalError {
  return new TerminalError("model-rejected", cause.message, { cause });
}

function unavailableError(why: string, cause: ModelFailure | undefined): RetryableError {
  const detail = cause ? ` Last: ${cause.message}` : "";
  return new RetryableError("model-unavailable", `No model answered: ${why}.${detail}`, {
    cause,
    retryAfterMs: cause?.retryAfterMs,
  });
}
