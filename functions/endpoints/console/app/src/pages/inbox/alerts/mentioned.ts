import type { HandoffEvent } from "../item.ts";

/** Whether a note of a colleague speaks to this person. */
export function isMention({ kind, operator, mentions }: HandoffEvent, me: string): boolean {
  return kind === "note" && operator !== me && (mentions ?? []).includes(me);
}
