import { LRUCache } from "lru-cache";
import type { TenantId } from "../../platform/tenant.ts";
import type { Logger } from "../../telemetry/log.ts";
import type { PackedVector } from "../vectors/packed-vector.ts";
import type { Embedder } from "./embedder.ts";

export interface QuestionVectors {
  /** The vector of a question of a client's; null when the model does not answer in time. */
  vectorOf(text: string, payer: TenantId): Promise<PackedVector | null>;
  /** What `work` gives; undefined when it fails, or has failed a moment ago. */
  attempt<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

const cache = { max: 5_000, ttl: 3_600_000 };
/** A customer waits. After this time the search goes by words alone. */
const patienceMs = 3_000;
/** A service that failed is asked again after this time. */
const pauseMs = 30_000;
const maxCharacters = 2_000;

/** Remembers questions' vectors, and does without a service that is down. */
export function questionVectors(
  embedder: Embedder,
  { log, now }: { readonly log: Logger | undefined; now(): number },
): QuestionVectors {
  const known = new LRUCache<string, PackedVector>({ ...cache, perf: { now } });
  const pausedUntil = new Map<string, number>();

  async function attempt<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    if (now() < (pausedUntil.get(name) ?? 0)) return undefined;
    try {
      return await work();
    } catch (error) {
      pausedUntil.set(name, now() + pauseMs);
      log?.warn({ err: error, service: name, degraded: true }, "knowledge is searched without a service that failed");
      return undefined;
    }
  }

  return {
    attempt,
    async vectorOf(text, payer) {
      const question = text.slice(0, maxCharacters);
      const before = known.get(question);
      if (before) return before;
      const vector = await attempt("the embedding model", () =>
        embedder.embedQuestion(question, AbortSignal.timeout(patienceMs), payer),
      );
      if (vector) known.set(question, vector);
      return vector ?? null;
    },
  };
}
