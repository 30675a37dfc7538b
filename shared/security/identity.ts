import type { TenantId } from "../platform/tenant.ts";

export const roles = ["admin", "operator", "viewer", "service"] as const;
export type Role = (typeof roles)[number];

/** What a route asks of its caller. Each role's permissions are in `permissions.ts`. */
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
  | "customers:read"
  | "customers:write"
  | "customers:erase"
  | "campaigns:read"
  | "campaigns:write";

/** Who calls: always of exactly one tenant. */
export interface Caller {
  readonly subject: string;
  readonly tenantId: TenantId;
  readonly roles: readonly Role[];
  /** What rate limits count by: the API key or the token's subject. */
  readonly rateKey: string;
}
