import { operatorActed } from "../../shared/events/index.ts";
import { TerminalError } from "../../shared/runtime/errors.ts";
import { step } from "../../shared/runtime/step.ts";
import { type Conversation, conversations } from "./conversation.ts";

/**
 * An operator's hand on a conversation. It gathers nothing, so it never waits for an answer being written: that
 * answer then meets a conflict at its commit and looks again.
 */
export const operate = step({
  name: "conversation-operate",
  on: operatorActed,
  owns: conversations,
  documentId: (event) => event.data.conversationId,
  decide(conversation, event, _gathered, now) {
    if (!conversation)
      throw new TerminalError("conversation-unknown", `There is no conversation ${event.data.conversationId}.`);
    return { document: { ...conversation, ...after(conversation, event.data, now), updatedAt: now.toISOString() } };
  },
});

function after(
  conversation: Conversation,
  act: { readonly action: "takeover" | "release" | "resolve"; readonly operator: string },
  now: Date,
): Pick<Conversation, "status" | "escalation"> {
  if (act.action === "release") return { status: "active", escalation: null };
  if (act.action === "resolve") return { status: "resolved", escalation: null };
  const at = now.toISOString();
  const escalation = conversation.escalation ?? {
    reason: "operator",
    action: "takeover",
    priority: "medium",
    at,
    operator: null,
  };
  return { status: "escalated", escalation: { ...escalation, operator: act.operator } };
}
