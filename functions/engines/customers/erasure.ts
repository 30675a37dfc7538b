import { z } from "zod";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

const Erasure = z.object({
  /** The customer's id. */
  id: z.string(),
  status: z.literal(["running", "done"]),
  /** All ids that the person has had. */
  customerIds: z.array(z.string()),
  /** Collected at the start. Conversations are deleted last, because they lead to the other documents. */
  conversationIds: z.array(z.string()),
  /** Index of the current collection, in the order of `personalCollections`. */
  at: z.number().int(),
  round: z.number().int(),
  /** Number of documents deleted or anonymised, by collection. */
  erased: z.record(z.string(), z.number().int()),
  requestedBy: z.string(),
  requestedAt: z.string(),
  updatedAt: z.string(),
});
export type Erasure = z.infer<typeof Erasure>;

/** Progress of an erasure, keyed by the customer's id. The id is a hash, so the record does not identify the person. */
export const erasures = ownedDocument<Erasure>({
  name: "erasures",
  state: Erasure,
  indexes: [],
  confidential: true,
});
