import { LRUCache } from "lru-cache";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { maxEndpoints, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";
import type { WebhookEventName } from "./webhook-events.ts";

/** Maximum delay before this process sees another process's endpoint. Most tenants have none, and are asked about often. */
export const chosenStaleAfterMs = 5_000;

type Chosen = ReadonlySet<WebhookEventName>;
const caches = new WeakMap<Documents, LRUCache<TenantId, Promise<Chosen>>>();

function cacheOf(documents: Documents): LRUCache<TenantId, Promise<Chosen>> {
  const existing = caches.get(documents);
  if (existing) return existing;
  const cache = new LRUCache<TenantId, Promise<Chosen>>({ max: 10_000, ttl: chosenStaleAfterMs });
  caches.set(documents, cache);
  return cache;
}

/** The tenant's enabled endpoints, oldest first. */
export async function enabledEndpoints(documents: Documents, tenantId: TenantId): Promise<readonly WebhookEndpoint[]> {
  const page = await documents.query(tenantId, webhookEndpoints, {
    orderBy: { field: "createdAt", direction: "asc" },
    limit: maxEndpoints,
  });
  return page.items.map(({ data }) => data).filter(({ disabled }) => disabled === null);
}

/**
 * Whether an enabled endpoint of the tenant has chosen this event. At most `chosenStaleAfterMs` old, so that a stream of
 * events costs one query in that time.
 */
export async function isChosen(documents: Documents, tenantId: TenantId, event: WebhookEventName): Promise<boolean> {
  const cache = cacheOf(documents);
  const known = cache.get(tenantId);
  if (known) return (await known).has(event);
  const asked = enabledEndpoints(documents, tenantId).then(
    (endpoints): Chosen => new Set(endpoints.flatMap(({ events }) => events)),
  );
  cache.set(tenantId, asked);
  asked.catch(() => {
    if (cache.peek(tenantId) === asked) cache.delete(tenantId);
  });
  return (await asked).has(event);
}

/** Makes this process see its own change at once. */
export function forgetChosen(documents: Documents, tenantId: TenantId): void {
  caches.get(documents)?.delete(tenantId);
}
