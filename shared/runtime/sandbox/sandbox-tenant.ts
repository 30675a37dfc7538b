import { TenantId } from "../../platform/tenant.ts";
import { sandboxPrefix } from "./outside.ts";

/**
 * `id`: what tells the sandbox apart; random, because the id alone opens its chat. In a file of its own, because every
 * process loads outside.ts, and a health check must not wait for zod.
 */
export function sandboxTenantOf(id: string): TenantId {
  return TenantId.parse(`${sandboxPrefix}${id}`);
}
