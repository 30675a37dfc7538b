import { z } from "zod";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

const Erasure = z.object({
  /** The customer's. */
  id: z.string(),
  status: z.literal(["running", "done"]),
  /** Every id the person has had. */
  customerIds: z.array(z.string()),
  /** Found at the beginning: they go last, because they lead to the rest. */
  conversationIds: z.array(z.string()),
  /** The kind of document it has come to, in the order of `personalCollections`. */
  at: z.number().int(),
  round: z.number().int(),
  /** By kind of document: how many were removed, or rid of the person. */
  erased: z.record(z.string(), z.number().int()),
  requestedBy: z.string(),
  requestedAt: z.string(),
  updatedAt: z.string(),
});
export type Erasure = z.infer<typeof Erasure>;

/** A customer's data on its way out, by the customer's id: a hash, so that nothing in it says who it was. */
export const erasures = ownedDocument<Erasure>({
  name: "erasures",
  state: Erasure,
  indexes: [],
  confidential: true,
});
