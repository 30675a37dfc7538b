import type { Platform } from "./platform.ts";
import type { TenantId } from "./tenant.ts";
import { keyedIds, type TenantIds } from "./tenant-ids.ts";

/** The ids of a tenant whose key is known, so that a test can name them before anything is stored. */
export function testIds(tenantId: TenantId): TenantIds {
  return keyedIds(tenantId, Buffer.alloc(32, tenantId));
}

/** The platform with these ids. */
export function withTestIds<P extends Pick<Platform, "documents">>(platform: P): P {
  return { ...platform, documents: { ...platform.documents, ids: async (tenantId: TenantId) => testIds(tenantId) } };
}
