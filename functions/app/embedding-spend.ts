import { randomUUID } from "node:crypto";
import { measurements } from "../../shared/contracts/metrics/measurements.ts";
import { addCounters, countersOf, noCounters } from "../../shared/contracts/metrics/rollup-counters.ts";
import type { EmbeddingSpend, EmbeddingUse } from "../../shared/knowledge/embedding/embedding-use.ts";
import { type Documents, put } from "../../shared/platform/documents.ts";
import { costOf } from "../../shared/prices/cost-of.ts";
import { type Charge, chargeFor } from "../../shared/prices/nano-usd.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";
import type { Logger } from "../../shared/telemetry/log.ts";

/** What the request costs at the list price of the day. Without tokens or a price, its texts or tokens are unpriced. Pure. */
export function embeddingCharge({ model, texts, inputTokens }: EmbeddingUse, day: string): Charge {
  if (inputTokens !== null) return chargeFor(`model.${model}.input`, inputTokens, day);
  return { component: "embedding", item: `model.${model}.text`, units: texts, nanoUsd: null };
}

/**
 * Adds what embeddings cost to a client's spend: one measurement a request, which the collector counts once. A request
 * that is made again is paid for again. A customer who waits for an answer gets it even when the note cannot be stored.
 */
export function embeddingSpend(parts: {
  readonly documents: Pick<Documents, "commit">;
  readonly log: Logger | undefined;
  now(): Date;
}): EmbeddingSpend {
  const { documents, log, now } = parts;
  return {
    async record(payer, use) {
      const at = now().toISOString();
      const id = `embedding-${randomUUID()}`;
      const measurement = newOwned({
        ...{ source: id, at, conversationId: null, agent: null, channel: null, gauges: {} },
        add: addCounters(noCounters(), countersOf(costOf([embeddingCharge(use, at.slice(0, 10))]))),
        ...{ counted: false, recordedAt: at },
      });
      try {
        await documents.commit(payer, [put(measurements.collection, id, measurement)]);
      } catch (error) {
        log?.error({ err: error, tenantId: payer, ...use }, "an embedding was paid for and is missing in the spend");
      }
    },
  };
}
