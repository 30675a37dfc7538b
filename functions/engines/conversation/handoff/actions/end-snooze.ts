import { handoffDue, type SnoozeEnded, snoozeEnded } from "../../../../../shared/events/conversation/handoff.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import { type Decision, newEvent, step } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import { logEntry } from "../log.ts";
import { operators, presenceAt } from "../operators/operator.ts";
import type { Handoff } from "../state.ts";
import { withOperator } from "./action-decision.ts";

/**
 * Shows a conversation again that was put off until now: to the operator who has it, while they are there, else to the
 * queue, which offers it to somebody who is.
 */
export function endSnoozeStep({ platform: { documents } }: { readonly platform: { readonly documents: Documents } }) {
  return step<SnoozeEnded, Conversation, { readonly isThere: boolean }>({
    name: "conversation-end-snooze",
    on: snoozeEnded,
    publishes: [handoffDue],
    document: conversations,
    exclusive: false,
    documentId: ({ data }) => data.conversationId,

    async gather(conversation, { tenantId, data }, ctx) {
      const holder = conversation?.snooze?.id === data.snoozeId ? conversation.handoff?.assignedTo : undefined;
      const stored = holder ? await documents.get(tenantId, operators.collection, holder) : undefined;
      return { isThere: stored !== undefined && presenceAt(stored.data.state, ctx.now) === "online" };
    },

    decide(conversation, { id: eventId, data }, { isThere }, now) {
      if (conversation?.snooze?.id !== data.snoozeId) return undefined;
      return endSnooze(conversation, { eventId, isThere, now });
    },
  });
}

/** Pure. */
export function endSnooze(
  before: Conversation,
  { eventId, isThere, now }: { readonly eventId: string; readonly isThere: boolean; readonly now: Date },
): Decision<Conversation> {
  const at = now.toISOString();
  const awake = { ...before, snooze: undefined, updatedAt: at };
  const { handoff } = before;
  const isHeld = handoff?.open === true && handoff.stage === "with_operator";
  const document = isHeld && !isThere ? withOperator(awake, queued(handoff), { at, operator: null }) : awake;
  // Nobody is asked for a second time and the customer is told nothing: only somebody with room is offered it.
  const due = document.handoff && {
    conversationId: before.id,
    handoffId: document.handoff.id,
    attempt: document.handoff.attempt,
    offer: true,
  };
  return {
    document,
    writes: [logEntry(document, { eventId, kind: "unsnoozed", at })],
    publish: due && document !== awake ? [newEvent(handoffDue, before.id, due)] : [],
  };
}

function queued(handoff: Handoff): Handoff {
  return {
    ...handoff,
    stage: "queued",
    assignedTo: null,
    assignedAt: null,
    dueAt: null,
    attempt: handoff.attempt + 1,
    tried: [],
  };
}
