import { LRUCache } from "lru-cache";
import type { Bus, Envelope } from "../../../../shared/platform/bus.ts";

/** A provider that missed our answer repeats its request within minutes. A later repeat is recognised by the step. */
const kept = { max: 20_000, ttl: 10 * 60_000 };

/**
 * A bus that publishes an event once, however often its provider repeats the request to this process: a repeat waits for
 * the first publish and costs nothing. An event that could not be published is not remembered.
 */
export function rememberingBus(bus: Pick<Bus, "publish">): Pick<Bus, "publish"> {
  const published = new LRUCache<string, Promise<void>>(kept);
  const placeOf = ({ tenantId, type, id }: Envelope) => `${tenantId}/${type}/${id}`;

  return {
    async publish(envelopes) {
      const places = envelopes.map(placeOf);
      const earlier = places.flatMap((place) => published.get(place) ?? []);
      const news = envelopes.filter((envelope) => !published.has(placeOf(envelope)));
      const sent = news.length === 0 ? Promise.resolve() : bus.publish(news);
      for (const envelope of news) published.set(placeOf(envelope), sent);
      try {
        await Promise.all([sent, ...earlier]);
      } catch (error) {
        for (const place of places) published.delete(place);
        throw error;
      }
    },
  };
}
