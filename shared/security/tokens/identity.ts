import type { TenantId } from "../../platform/tenant.ts";

export const roles = ["admin", "operator", "viewer", "service"] as const;
export type Role = (typeof roles)[number];

/** A permission that a route requires. `permissions.ts` lists each role's permissions. */
export type Permission =
  | "chat:write"
  | "conversations:read"
  | "conversations:operate"
  | "operators:write"
  | "configs:read"
  | "configs:write"
  | "events:read"
  | "events:operate"
  | "keys:manage"
  | "payments:read"
  | "payments:operate"
  | "triggers:write"
  | "messages:write"
  | "customers:read"
  | "customers:write"
  | "customers:erase"
  | "campaigns:read"
  | "campaigns:write"
  | "knowledge:read"
  | "knowledge:write"
  | "research:read"
  | "research:write"
  | "clients:read"
  | "clients:write"
  | "people:manage"
  | "sessions:manage"
  | "pricing:read"
  | "pricing:write"
  | "sla:read"
  | "sla:write"
  | "success:write";

/** An authenticated caller, always of exactly one tenant. */
export interface Caller {
  readonly subject: string;
  readonly tenantId: TenantId;
  readonly roles: readonly Role[];
  /** The key of rate limits: the API key or the token's subject. */
  readonly rateKey: string;
}
