import { z } from "zod";
import { type DemoPattern, demoPatterns } from "../demo-config.ts";
import type { DemoBundle } from "./bundle.ts";

/** The figures of an invented month, as the page's dashboard shows them. */
export const DemoMonth = z.object({
  conversations: z.number().int(),
  /** Whole percent that no person had to join. */
  resolvedByAgent: z.number().int(),
  medianMinutes: z.number(),
  rating: z.number().nullable(),
  orders: z.number().int(),
  appointments: z.number().int(),
  byDay: z.array(z.object({ date: z.string(), count: z.number().int() })),
  byPattern: z.array(z.object({ pattern: z.enum(demoPatterns), count: z.number().int() })),
  byChannel: z.array(z.object({ channel: z.string(), count: z.number().int() })),
  newest: z.array(
    z.object({ date: z.string(), time: z.string(), channel: z.string(), summary: z.string(), by: z.string() }),
  ),
});
export type DemoMonth = z.infer<typeof DemoMonth>;

export function monthOf({ interactions, orders, appointments }: DemoBundle): DemoMonth {
  const minutes = interactions.map((each) => each.minutes).sort((one, other) => one - other);
  const ratings = interactions.flatMap(({ rating }) => rating ?? []);
  const byAgent = interactions.filter(({ resolved_by }) => resolved_by === "agent").length;
  return {
    conversations: interactions.length,
    resolvedByAgent: Math.round((100 * byAgent) / Math.max(1, interactions.length)),
    medianMinutes: minutes[Math.floor(minutes.length / 2)] ?? 0,
    rating:
      ratings.length === 0
        ? null
        : Math.round((10 * ratings.reduce((sum, each) => sum + each, 0)) / ratings.length) / 10,
    orders: orders.length,
    appointments: appointments.length,
    byDay: counted(interactions, ({ date }) => date).map(([date, count]) => ({ date, count })),
    byPattern: counted(interactions, ({ pattern }) => pattern).map(([pattern, count]) => ({
      pattern: pattern as DemoPattern,
      count,
    })),
    byChannel: counted(interactions, ({ channel }) => channel).map(([channel, count]) => ({ channel, count })),
    newest: interactions
      .slice(-12)
      .reverse()
      .map(({ date, time, channel, summary, resolved_by: by }) => ({ date, time, channel, summary, by })),
  };
}

function counted<T>(of: readonly T[], key: (each: T) => string): readonly (readonly [string, number])[] {
  return [...Map.groupBy(of, key)]
    .map(([name, all]) => [name, all.length] as const)
    .sort(([one], [other]) => one.localeCompare(other));
}
