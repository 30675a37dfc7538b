import { DateTime } from "luxon";
import { readRollups } from "../../../../shared/contracts/metrics/rollups.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Traffic } from "./traffic.ts";

/**
 * Turns as the metrics count them, which is up to a minute after they happened: an error is seen a minute later than it was.
 * Late turns of earlier days are not looked for.
 */
export function rollupTraffic(documents: Pick<Documents, "query">): Traffic {
  return async (tenantId, { channels, zone, now }) => {
    const today = DateTime.fromJSDate(now, { zone });
    const [from, until] = [today.minus({ days: 1 }).toISODate() ?? "", today.toISODate() ?? ""];
    const counted: Partial<Record<ChannelType, Record<string, [number, number]>>> = {};
    for (const channel of channels) counted[channel] = {};
    for await (const { day, channel, counters } of readRollups(documents, tenantId, { from, until })) {
      const days = channel === "-" ? undefined : counted[channel];
      if (days === undefined) continue;
      const failed = Object.values(counters.errors).reduce((sum, count) => sum + count, 0);
      const [turns, failures] = days[day] ?? [0, 0];
      // A turn that failed is not among the answered ones.
      days[day] = [turns + counters.turns.agent + failed, failures + failed];
    }
    return counted;
  };
}
