/** Who else looks at a conversation, or writes in it, at the moment. Pure. */
import type { HandoffEvent } from "../item.ts";

export interface Attention {
  readonly conversationId: string;
  readonly operator: string;
  readonly doing: "viewing" | "writing";
  /** By this browser's clock. */
  readonly untilMs: number;
}

/** A sign counts for so long. Who goes on sends it again. */
const lastsMs = 15_000;

export function withAttention(before: readonly Attention[], event: HandoffEvent, nowMs: number): readonly Attention[] {
  const { conversation_id: conversationId, operator, text } = event;
  if (operator === null) return before;
  const others = before.filter(
    (each) => each.untilMs > nowMs && !(each.conversationId === conversationId && each.operator === operator),
  );
  const doing = text === "writing" ? "writing" : "viewing";
  return [...others, { conversationId, operator, doing, untilMs: nowMs + lastsMs }];
}

/** What others do in a conversation, those who write first. */
export function othersIn(
  all: readonly Attention[],
  id: string,
  { me, nowMs }: { readonly me: string; readonly nowMs: number },
): readonly Attention[] {
  return all
    .filter((each) => each.conversationId === id && each.operator !== me && each.untilMs > nowMs)
    .toSorted((a, b) => Number(b.doing === "writing") - Number(a.doing === "writing"));
}
