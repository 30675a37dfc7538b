import type { Item } from "../item.ts";
import { isWaiting } from "../queue/queue.ts";

/** The parts of the list. The last two are lists of the API, the others are parts of the queue. */
export const parts = ["open", "waiting", "mine", "snoozed", "bot", "closed"] as const;
export type Part = (typeof parts)[number];

export function isQueuePart(part: Part): boolean {
  return part !== "bot" && part !== "closed";
}

export function filterItems(items: readonly Item[], part: Part, me: string): readonly Item[] {
  if (part === "snoozed") return items.filter(isSnoozed);
  return items.filter(
    (item) =>
      !isSnoozed(item) &&
      (part !== "mine" || item.handoff?.assigned_to === me) &&
      (part !== "waiting" || isWaiting(item)),
  );
}

function isSnoozed({ snoozed_until: until }: Item): boolean {
  return until !== null;
}
