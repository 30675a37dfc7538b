import { z } from "zod";

/** The automatic answers of a conversation since `since`, which count for a day. */
export const Replied = z.object({ since: z.string(), count: z.number().int() });
export type Replied = z.infer<typeof Replied>;

export const dayMs = 24 * 3_600_000;

export function repliesToday(replied: Replied | undefined, now: Date): number {
  return replied && Math.abs(now.getTime() - Date.parse(replied.since)) < dayMs ? replied.count : 0;
}

export function countReply(replied: Replied | undefined, now: Date): Replied {
  const count = repliesToday(replied, now);
  return { since: replied && count > 0 ? replied.since : now.toISOString(), count: count + 1 };
}
