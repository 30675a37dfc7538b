import type { EmbeddingSpend, EmbeddingUse } from "../../../shared/knowledge/embedding/embedding-use.ts";
import { costOf } from "../../../shared/prices/cost-of.ts";
import { type Charge, chargeFor } from "../../../shared/prices/nano-usd.ts";
import { noteSpend, type SpendNoteParts } from "./spend-note.ts";

/** What the request costs at the list price of the day. Without tokens or a price, its texts or tokens are unpriced. Pure. */
export function embeddingCharge({ model, texts, inputTokens }: EmbeddingUse, day: string): Charge {
  if (inputTokens !== null) return chargeFor(`model.${model}.input`, inputTokens, day);
  return { component: "embedding", item: `model.${model}.text`, units: texts, nanoUsd: null };
}

/** Adds what embeddings cost to a client's spend, a request at a time. */
export function embeddingSpend(parts: SpendNoteParts): EmbeddingSpend {
  return {
    record: (tenantId, use) =>
      noteSpend(parts, { tenantId }, { kind: "embedding", add: (day) => costOf([embeddingCharge(use, day)]) }),
  };
}
