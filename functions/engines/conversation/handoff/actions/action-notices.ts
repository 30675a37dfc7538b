import { handoffChanged, type OperatorActed } from "../../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { replyNotices } from "../../outbound/notices.ts";

/** The events that tell the tenant's own servers of an operator's action. A note and a whisper have none. Pure. */
export function actionNotices(
  before: Conversation,
  after: Conversation,
  { turnId, data }: { readonly turnId: string; readonly data: OperatorActed },
): readonly NewEvent[] {
  const { operator, action, to } = data;
  const changed = (change: "assigned" | "transferred" | "released" | "resolved") =>
    newEvent(handoffChanged, after.id, {
      conversationId: after.id,
      change,
      operator,
      to: change === "transferred" ? (to ?? { operator: null, department: null }) : null,
    });
  switch (action) {
    case "note":
    case "whisper":
    case "label":
    case "unsnooze":
      return [];
    case "snooze":
      return isTaken(before, after) ? [changed("assigned")] : [];
    case "takeover":
      return [changed("assigned")];
    case "reply":
      return [...(isTaken(before, after) ? [changed("assigned")] : []), ...replyNotices(after, turnId, operator)];
    case "transfer":
      return [changed("transferred")];
    case "release":
      return [changed("released")];
    case "resolve":
      return before.status === "resolved" ? [] : [changed("resolved")];
  }
}

/** A reply to a conversation that nobody has takes it, and so does putting it off. */
function isTaken(before: Conversation, after: Conversation): boolean {
  return before.handoff?.stage !== "with_operator" && after.handoff?.stage === "with_operator";
}
