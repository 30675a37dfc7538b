import { Problem } from "../http/problem.ts";
import { TenantId } from "../platform/tenant.ts";
import type { Caller } from "./tokens/identity.ts";

/** The agency's own scope: its clients, people and sessions. No client has this id. */
export const agencyId = TenantId.parse("agency");

/** @throws Problem 403 `agency-only` for a caller of one client */
export function requireAgency({ tenantId }: Pick<Caller, "tenantId">): void {
  if (tenantId === agencyId) return;
  throw new Problem(403, "agency-only", "Only people of the agency may do this. Use a token of the client agency.");
}
