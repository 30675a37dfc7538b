import { LRUCache } from "lru-cache";
import type { WebhookEventName } from "../../events/webhook-event-names.ts";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";

/** Maximum delay before this process sees another process's change. Most tenants chose nothing, and are asked about often. */
const staleAfterMs = 5_000;

/** The events that a tenant's own servers receive. */
export type ChosenEvents = ReadonlySet<WebhookEventName>;

/** What this process knows of a tenant's servers. */
interface Known {
  events?: Promise<ChosenEvents>;
  any?: Promise<boolean>;
}

const caches = new WeakMap<Documents, LRUCache<TenantId, Known>>();

function knownOf(documents: Documents, tenantId: TenantId): Known {
  const cache = caches.get(documents) ?? new LRUCache<TenantId, Known>({ max: 10_000, ttl: staleAfterMs });
  caches.set(documents, cache);
  const known = cache.get(tenantId) ?? {};
  if (!cache.has(tenantId)) cache.set(tenantId, known);
  return known;
}

/** Loads the tenant's choice unless this process knows it: a stream of events loads it once in five seconds. */
export function chosenEvents(
  documents: Documents,
  tenantId: TenantId,
  load: () => Promise<ChosenEvents>,
): Promise<ChosenEvents> {
  const known = knownOf(documents, tenantId);
  known.events ??= load().catch((error: unknown) => {
    delete known.events;
    throw error;
  });
  return known.events;
}

/** Whether the tenant has a server of its own at all, known for as long. */
export function hasReceiver(documents: Documents, tenantId: TenantId, load: () => Promise<boolean>): Promise<boolean> {
  const known = knownOf(documents, tenantId);
  known.any ??= load().catch((error: unknown) => {
    delete known.any;
    throw error;
  });
  return known.any;
}

/** Makes this process see its own change at once: of an endpoint, or of the configuration that names one. */
export function forgetChosenEvents(documents: Documents, tenantId: TenantId): void {
  caches.get(documents)?.delete(tenantId);
}
