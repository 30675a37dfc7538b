import { z } from "zod";
import type { Person } from "../../../../shared/platform/personal-data.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const Erasure = z.object({
  /** The customer's id. */
  id: z.string(),
  status: z.literal(["running", "done"]),
  /** All ids that the person has had. Like everything that leads to their data, they are cleared when it is done. */
  customerIds: z.array(z.string()),
  conversationIds: z.array(z.string()),
  addresses: z.array(z.object({ kind: z.string(), value: z.string() })).default([]),
  /** Index of the current collection, for releases that knew no `collection`. */
  at: z.number().int(),
  /** The current collection, in the order of `personalCollections`; null before a pass begins. */
  collection: z.string().nullable().default(null),
  /** Where the reading of the current collection goes on. */
  after: z.string().nullable().default(null),
  round: z.number().int(),
  /** Passes over all collections so far. The last one finds nothing: whatever came meanwhile is erased too. */
  passes: z.number().int().default(0),
  foundInPass: z.number().int().default(0),
  /** Number of documents deleted or anonymised, by collection. */
  erased: z.record(z.string(), z.number().int()),
  requestedBy: z.string(),
  requestedAt: z.string(),
  updatedAt: z.string(),
});
export type Erasure = z.infer<typeof Erasure>;

/** Progress of an erasure, keyed by the customer's id. */
export const erasures = ownedDocument<Erasure>({
  name: "erasures",
  state: Erasure as unknown as z.ZodType<Erasure>,
  indexes: [],
  confidential: true,
  // When it is done, no more than counts under the hash of an address.
  personal: "nothing",
});

export function newErasure(id: string, requestedBy: string, at: string): Erasure {
  return {
    id,
    status: "running",
    customerIds: [],
    conversationIds: [],
    addresses: [],
    at: 0,
    collection: null,
    after: null,
    round: 0,
    passes: 0,
    foundInPass: 0,
    erased: {},
    requestedBy,
    requestedAt: at,
    updatedAt: at,
  };
}

/** With everything that leads to the person's data, what was known before included. */
export function withPerson(erasure: Erasure, { customerIds, conversationIds, addresses }: Person): Erasure {
  const known = [...erasure.addresses, ...addresses].map(
    ({ kind, value }) => [`${kind}|${value}`, { kind, value }] as const,
  );
  return {
    ...erasure,
    customerIds: [...new Set([...erasure.customerIds, ...customerIds])],
    conversationIds: [...new Set([...erasure.conversationIds, ...conversationIds])],
    addresses: [...new Map(known).values()],
  };
}

export function personOf(ids: TenantIds, { customerIds, conversationIds, addresses }: Erasure): Person {
  return { tenantId: ids.tenantId, ids, customerIds, conversationIds, addresses };
}
