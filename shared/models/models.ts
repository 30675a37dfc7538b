import { BrokenCircuitError } from "cockatiel";
import { LRUCache } from "lru-cache";
import { unlessAborted } from "../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import type { Logger } from "../telemetry/log.ts";
import { inChatSpan } from "./chat-span.ts";
import type { ModelChoice, ModelEndpoint, ModelReply, ModelRequest, UnchargedModels } from "./model.ts";
import { isRefusal, type ModelClient, ModelFailure } from "./model-client.ts";
import { askedModel } from "./register.ts";
import { attemptWithinSilence } from "./resilience/attempt.ts";
import { type ResiliencePolicy, type ResilientModel, resilientModel } from "./resilience/resilience.ts";
import { createRetryBudget, type RetryBudget } from "./resilience/retry-budget.ts";
import { endpointFor, vendorOf } from "./vendors.ts";

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

/** Circuits and retry budgets that a process remembers at a time. */
const remembered = 5_000;

/**
 * A tenant's primary and fallback models, with backoff with full jitter, `Retry-After`, a retry budget and a circuit
 * breaker per model. All state is per process, and a tenant's own endpoint has its own: its faults cost no other tenant
 * a retry. A model that asks for a wait longer than `maxBackoffMs` is skipped for the next one. After a refusal only
 * another vendor is asked. A model that its vendor has switched off is asked by the name of its replacement. When every
 * circuit is open, the primary is still asked once. The request's signal is the deadline.
 */
export function createModels(options: {
  readonly client: ModelClient;
  readonly policy?: Partial<ModelsPolicy>;
  readonly log?: Logger;
  now?(): Date;
}): UnchargedModels {
  const { now = () => new Date() } = options;
  const policy = { ...standardPolicy, ...options.policy };
  const budgets = new LRUCache<string, RetryBudget>({ max: remembered });
  const models = new LRUCache<string, ResilientModel>({ max: remembered });
  const budgetOf = ({ endpoint }: ModelChoice) =>
    kept(budgets, endpoint ? placeName(endpoint) : "", () => createRetryBudget(policy.retries));
  const modelOf = (name: string, choice: ModelChoice) =>
    kept(models, `${placeOf(name, choice)} ${name}`, () => resilientModel(policy));

  /** The attempts of one request. Each retry takes from the budget and voids the text streamed before it. */
  const attemptsOf = (choice: ModelChoice, request: ModelRequest) => {
    const budget = budgetOf(choice);
    budget.deposit();
    let last: ModelFailure | undefined;
    return {
      last: () => last,
      async ask(name: string): Promise<ModelReply> {
        if (request.signal.aborted) throw unavailableError("the turn's deadline passed", last);
        if (last && !budget.withdraw()) throw unavailableError("the retry budget is exhausted", last);
        if (last) request.onRestart?.();
        const corrected = last?.kind === "malformed" ? withMalformedCorrection(request) : request;
        const asked = { model: askedModel(name, now()), endpoint: endpointFor(name, choice) };
        try {
          const reply = await inChatSpan(asked.model, corrected, async () => {
            const given = await attemptWithinSilence(options.client, asked, corrected, policy.silenceMs);
            if (given.finish !== "malformed-call") return given;
            throw new ModelFailure("malformed", `${name} wrote a malformed call.`);
          });
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
      const attempts = attemptsOf(choice, request);
      const refusals: Refusal[] = [];
      let failed = false;
      for (const name of new Set([choice.primary, choice.fallback ?? choice.primary])) {
        const place = placeOf(name, choice);
        const model = modelOf(name, choice);
        if (refusals.some((refusal) => refusal.place === place)) continue;
        if (!model.isAvailable()) {
          failed = true;
          continue;
        }
        const outcome = await untilDeadline(request, attempts.last, () => model.execute(() => attempts.ask(name)));
        if (outcome.status === "answered") return outcome.reply;
        if (outcome.status === "refused")
          refusals.push({ error: outcome.error, place: outcome.everywhere ? place : null });
        else failed = true;
      }
      const [refusal] = refusals;
      if (refusal && !failed) throw refusal.error;
      if (attempts.last() === undefined) return untilFailure(() => attempts.ask(choice.primary));
      throw unavailableError("the primary and the fallback failed", attempts.last());
    },
  };
}

/** Asking again is useless: at `place`, or at null only the model that refused. */
interface Refusal {
  readonly error: TerminalError;
  readonly place: string | null;
}

/** Where a model is asked: a vendor, or a tenant's own endpoint. */
function placeOf(name: string, choice: ModelChoice): string {
  const endpoint = endpointFor(name, choice);
  return endpoint ? placeName(endpoint) : vendorOf(name);
}

function placeName({ tenantId, url }: ModelEndpoint): string {
  return `${tenantId} ${url}`;
}

function kept<V extends object>(cache: LRUCache<string, V>, key: string, create: () => V): V {
  const value = cache.get(key) ?? create();
  cache.set(key, value);
  return value;
}

type Outcome =
  | { readonly status: "answered"; readonly reply: ModelReply }
  | { readonly status: "failed" }
  | { readonly status: "refused"; readonly error: TerminalError; readonly everywhere: boolean };

/** What became of one model. The request's signal also ends the wait between two attempts. */
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
    if (error instanceof TerminalError) return { status: "refused", error, everywhere: true };
    if (!(error instanceof ModelFailure)) throw error;
    if (!isRefusal(error)) return { status: "failed" };
    return { status: "refused", error: rejectedError(error), everywhere: error.kind === "rejected" };
  }
}

/** Makes the last attempt, without a fallback. */
async function untilFailure(ask: () => Promise<ModelReply>): Promise<ModelReply> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    throw isRefusal(error) ? rejectedError(error) : unavailableError("the primary and the fallback failed", error);
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
