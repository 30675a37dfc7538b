import { z } from "zod";

/**
 * The agency's client: `client_id` on the wire and in YAML. Every repository call takes one, so a query that omits the
 * tenant does not compile.
 */
export const TenantId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "must be 1 to 63 of a-z, 0-9, _ and -, starting with a letter or digit")
  .brand("TenantId");
export type TenantId = z.infer<typeof TenantId>;

/**
 * The platform's own scope, for data without a tenant: the routes from phone numbers to tenants, API keys. No tenant
 * can have this id, because a tenant's id never starts with `_`.
 */
export const platformScope = "_platform" as TenantId;
