import { LRUCache } from "lru-cache";
import type { WebhookEventName } from "../events/webhook-event-names.ts";
import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";

/** Maximum delay before this process sees another process's change. Most tenants chose nothing, and are asked about often. */
const staleAfterMs = 5_000;

/** The events that a tenant's own servers receive. */
export type ChosenEvents = ReadonlySet<WebhookEventName>;
type Cache = LRUCache<TenantId, Promise<ChosenEvents>>;

const caches = new WeakMap<Documents, Cache>();

function cacheOf(documents: Documents): Cache {
  const existing = caches.get(documents);
  if (existing) return existing;
  const cache: Cache = new LRUCache({ max: 10_000, ttl: staleAfterMs });
  caches.set(documents, cache);
  return cache;
}

/** Loads the tenant's choice unless this process knows it: a stream of events loads it once in five seconds. */
export function chosenEvents(
  documents: Documents,
  tenantId: TenantId,
  load: () => Promise<ChosenEvents>,
): Promise<ChosenEvents> {
  const cache = cacheOf(documents);
  const known = cache.get(tenantId);
  if (known) return known;
  const loaded = load();
  cache.set(tenantId, loaded);
  loaded.catch(() => {
    if (cache.peek(tenantId) === loaded) cache.delete(tenantId);
  });
  return loaded;
}

/** Makes this process see its own change at once: of an endpoint, or of the configuration that names one. */
export function forgetChosenEvents(documents: Documents, tenantId: TenantId): void {
  caches.get(documents)?.delete(tenantId);
}
