import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { TenantId } from "../../platform/tenant.ts";

/** How often a link may be used in one day (UTC). */
export const LinkCaps = z.object({
  /** Uses by one visitor. */
  perVisitor: z.number().int().min(1).max(10_000),
  /** Uses by all visitors together. */
  perDay: z.number().int().min(1).max(1_000_000),
});
export type LinkCaps = z.infer<typeof LinkCaps>;

/** What lies behind links. A link opens one kind only. */
export const linkPurposes = ["demo", "proposal", "status-page"] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

export const SecretLink = z.object({
  tenantId: TenantId,
  purpose: z.enum(linkPurposes),
  /** The id of what the link shows. */
  target: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Null: never. */
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  /** scrypt, with its salt; `setAt` ends the tickets that an earlier password gave. */
  password: z.object({ salt: z.string(), hash: z.string(), setAt: z.string() }).nullable(),
  caps: LinkCaps.nullable(),
});
export type SecretLink = z.infer<typeof SecretLink>;

/** In the platform's scope, because a link identifies its tenant. The id is the hash of the link's token. */
export const secretLinks: Collection<SecretLink> = {
  name: "secret-links",
  schema: SecretLink,
  indexes: [["tenantId", "target"]],
  confidential: false,
  // What the agency shows, and to nobody in particular.
  personal: "nothing",
};

export const LinkUses = z.object({
  linkId: z.string(),
  /** The day (UTC), or the hour for wrong passwords. */
  window: z.string(),
  uses: z.number().int(),
});
export type LinkUses = z.infer<typeof LinkUses>;

/** Counts of a link: of all visitors, and of each by an id made with the tenant's key and the window. */
export const secretLinkUses: Collection<LinkUses> = {
  name: "secret-link-uses",
  schema: LinkUses,
  indexes: [["linkId", "window"]],
  confidential: false,
  // A keyed hash of an address and a day, which leads to no customer and expires after two days.
  personal: "nothing",
  expiry: ({ window }) => new Date(Date.parse(window.length > 10 ? `${window}:00:00Z` : window) + 2 * 86_400_000),
};
