import { LRUCache } from "lru-cache";
import { z } from "zod";
import { addressesIn } from "../channels/channel-settings.ts";
import type { InputChannel } from "../channels/config.ts";
import type { ChannelType } from "../events/index.ts";
import type { Collection, Documents } from "../platform/documents.ts";
import { platformScope, TenantId } from "../platform/tenant.ts";

const ChannelRoute = z.object({ tenantId: TenantId, configName: z.string() });

/** Whose a number or an account is. Its document's id is `routeId`'s, in the platform's scope. */
export type ChannelRoute = z.infer<typeof ChannelRoute>;

export const routes: Collection<ChannelRoute> = {
  name: "routes",
  schema: ChannelRoute,
  indexes: [],
  confidential: false,
};

/** `whatsapp:+14155238886`. Addresses are compared without regard to case, e-mail's as its servers do. */
export function routeId(channel: ChannelType, address: string): string {
  return `${channel}:${address.replace(/^whatsapp:/, "").toLowerCase()}`;
}

export interface ChannelAddress {
  readonly id: string;
  readonly address: string;
  /** Where the file gives it, under `automation_config`. */
  readonly path: readonly (string | number)[];
}

/** The numbers and accounts a tenant is reached at, of the input channels that are on. */
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

/** How long another process's activation may go unseen. */
export const staleAfterMs = 1000;

const caches = new WeakMap<Documents, LRUCache<string, { readonly route: ChannelRoute | undefined }>>();

function cacheOf(documents: Documents): LRUCache<string, { readonly route: ChannelRoute | undefined }> {
  const known = caches.get(documents);
  if (known) return known;
  const cache = new LRUCache<string, { readonly route: ChannelRoute | undefined }>({ max: 10_000, ttl: staleAfterMs });
  caches.set(documents, cache);
  return cache;
}

/**
 * The tenant that an event to this number or account is for, or undefined when it is nobody's. At most
 * `staleAfterMs` old, so a stream of messages costs a read a second.
 */
export async function findRoute(
  documents: Documents,
  channel: ChannelType,
  address: string,
): Promise<ChannelRoute | undefined> {
  const cache = cacheOf(documents);
  const id = routeId(channel, address);
  const known = cache.get(id);
  if (known) return known.route;
  const route = (await documents.get(platformScope, routes, id))?.data;
  cache.set(id, { route });
  return route;
}

/** After an activation in this process nothing old is answered by it. */
export function forgetRoutes(documents: Documents): void {
  caches.get(documents)?.clear();
}
