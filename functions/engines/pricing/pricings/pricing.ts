import { z } from "zod";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

/** One version. It never changes. */
export const PricingVersion = z.object({
  pricingId: z.string(),
  version: z.number().int(),
  name: z.string(),
  currency: z.string(),
  costMinor: z.number().int(),
  isComplete: z.boolean(),
  contacts: z.number(),
  /** Inputs and result as canonical JSON. */
  body: z.string(),
  /** SHA-256 of `body`, in hex. */
  hash: z.string(),
  by: z.string(),
  at: z.string(),
});
export type PricingVersion = z.infer<typeof PricingVersion>;

/** What lists show of a pricing: its newest version, without the body. */
export const Pricing = PricingVersion.omit({ body: true }).extend({ createdAt: z.string() });
export type Pricing = z.infer<typeof Pricing>;

export const pricings = ownedDocument<Pricing>({
  name: "pricings",
  state: Pricing,
  indexes: [["at"]],
  confidential: true,
  // The agency's figures about a client. They name no customer.
  personal: "nothing",
});

/** The id is the pricing's, a dot and the number. */
export const pricingVersions: Collection<PricingVersion> = {
  name: "pricing-versions",
  schema: PricingVersion,
  indexes: [["pricingId", "version desc"]],
  confidential: true,
  personal: "nothing",
};

export function pricingVersionId(pricingId: string, version: number): string {
  return `${pricingId}.${version}`;
}
