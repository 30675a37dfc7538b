import { LRUCache } from "lru-cache";
import { z } from "zod";
import { addressesIn } from "../channels/channel-settings.ts";
import type { InputChannel } from "../channels/config.ts";
import type { ChannelType } from "../events/index.ts";
import type { Collection, Documents } from "../platform/documents.ts";
import { platformScope, TenantId } from "../platform/tenant.ts";

const ChannelRoute = z.object({ tenantId: TenantId, configName: z.string() });

/** The owner of a number or an account. Stored in the platform's scope under the id that `routeId` returns. */
export type ChannelRoute = z.infer<typeof ChannelRoute>;

export const routes: Collection<ChannelRoute> = {
  name: "routes",
  schema: ChannelRoute,
  indexes: [],
  confidential: false,
  // The tenant's own numbers and accounts.
  personal: "nothing",
};

/** `whatsapp:+14155238886`. Addresses are compared without regard to case, as e-mail servers do. */
export function routeId(channel: ChannelType, address: string): string {
  return `${channel}:${address.replace(/^whatsapp:/, "").toLowerCase()}`;
}

export interface ChannelAddress {
  readonly id: string;
  readonly address: string;
  /** The path of the address in the file, under `automation_config`. */
  readonly path: readonly (string | number)[];
}

/** The numbers and accounts of a tenant's enabled input channels. */
export function addressesOf(input: readonly InputChannel[]): readonly ChannelAddress[] {
  return input.flatMap((channel, index) =>
    channel.enabled
      ? addressesIn(channel).map(([address, ...key]) => ({
          id: routeId(channel.type, address),
          address,
          path: ["channels", "input", index, "config", ...key],
        }))
      : [],
  );
}

/** Maximum delay before this process sees another process's activation. */
export const staleAfterMs = 1000;

const caches = new WeakMap<Documents, LRUCache<string, { readonly route: ChannelRoute | undefined }>>();

function cacheOf(documents: Documents): LRUCache<string, { readonly route: ChannelRoute | undefined }> {
  const existing = caches.get(documents);
  if (existing) return existing;
  const cache = new LRUCache<string, { readonly route: ChannelRoute | undefined }>({ max: 10_000, ttl: staleAfterMs });
  caches.set(documents, cache);
  return cache;
}

/**
 * The tenant that owns this number or account, or undefined when no tenant does. The result is at most `staleAfterMs`
 * old, so a stream of messages costs one read a second.
 */
export async function findRoute(
  documents: Documents,
  channel: ChannelType,
  address: string,
): Promise<ChannelRoute | undefined> {
  const cache = cacheOf(documents);
  const id = routeId(channel, address);
  const cached = cache.get(id);
  if (cached) return cached.route;
  const route = (await documents.get(platformScope, routes, id))?.data;
  cache.set(id, { route });
  return route;
}

/** Clears the cache, so that this process sees its own activation at once. */
export function forgetRoutes(documents: Documents): void {
  caches.get(documents)?.clear();
}
