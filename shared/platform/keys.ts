import type { TenantId } from "./tenant.ts";

/**
 * Key encryption and secrets. A tenant's configuration can name only that tenant's secrets. A `${NAME}` in YAML never
 * reaches the platform's own secrets (`platformScope`).
 */
export interface Keys {
  wrap(tenantId: TenantId, dataKey: Uint8Array): Promise<Uint8Array>;
  /** @throws Error with code `key-unusable` when the key was wrapped for another tenant or has been destroyed. */
  unwrap(tenantId: TenantId, wrapped: Uint8Array): Promise<Uint8Array>;
  /** The secret's current value, or undefined when there is no such secret. */
  secret(scope: TenantId, name: string): Promise<string | undefined>;
}
