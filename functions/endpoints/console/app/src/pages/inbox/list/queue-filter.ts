import type { Item } from "../item.ts";
import { isWaiting } from "../queue/queue.ts";

/** The parts of the list. The first three are the queue, the others are lists of the API. */
export const parts = ["open", "waiting", "mine", "bot", "closed"] as const;
export type Part = (typeof parts)[number];

export function isQueuePart(part: Part): boolean {
  return part === "open" || part === "waiting" || part === "mine";
}

export function filterItems(items: readonly Item[], part: Part, me: string): readonly Item[] {
  if (part === "mine") return items.filter(({ handoff }) => handoff?.assigned_to === me);
  return part === "waiting" ? items.filter(isWaiting) : items;
}
