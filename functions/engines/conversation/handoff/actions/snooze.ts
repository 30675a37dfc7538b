import { z } from "zod";

/** A conversation that an operator has put off. It comes back at `until`, or with the customer's next message. */
export const Snooze = z.object({ id: z.string(), until: z.string(), by: z.string(), at: z.string() });
export type Snooze = z.infer<typeof Snooze>;

/** The longest time that a conversation is put off for, in milliseconds. */
export const longestSnoozeMs = 366 * 86_400_000;

/** The name of the task that ends it, used once. */
export function snoozeTimerName({ id }: Pick<Snooze, "id">): string {
  return `snooze-${id}`;
}
