import { z } from "zod";

/** The customer proved in this conversation to be the person of a row. */
export const ProvenIdentity = z.object({
  table: z.string(),
  /** The row's id. */
  key: z.string(),
  by: z.literal(["code", "fields"]),
  at: z.string(),
  until: z.string(),
  /** The owner of the conversation's address at that time. Another owner has proven nothing. */
  owner: z.string(),
  /** The customer's record at that time. After a merge it is another one, and the proof is void. */
  personId: z.string(),
});
export type ProvenIdentity = z.infer<typeof ProvenIdentity>;

/** A code on its way to an address in a row. */
export const PendingCode = z.object({
  id: z.string(),
  table: z.string(),
  key: z.string(),
  /** Keyed hash of the conversation, the id and the code, which is kept nowhere. */
  hash: z.string(),
  expiresAt: z.string(),
  /** The attempt under which the request is counted, until it succeeds. */
  attempt: z.string(),
});
export type PendingCode = z.infer<typeof PendingCode>;

export const identityState = {
  identity: ProvenIdentity.nullable().default(null),
  identityCode: PendingCode.nullable().default(null),
};
