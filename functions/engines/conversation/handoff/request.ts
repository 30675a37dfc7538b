import type { TenantConfig } from "../../../../shared/config/index.ts";
import { conversationEscalated, handoffDue } from "../../../../shared/events/index.ts";
import type { Write } from "../../../../shared/platform/documents.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { destinationOf } from "./destination.ts";
import { logEntry } from "./log.ts";
import { type Handoff, newHandoff } from "./state.ts";

/** What becomes of the conversation's status when the agent answered it, or asked for a person. */
export type Standing = Pick<Conversation, "status" | "escalation" | "handoff">;

interface Wish {
  readonly reason: string;
  readonly action: string;
  readonly priority: string;
}

/** The agent answered: an escalated conversation, in which it only helps while a person is awaited, stays escalated. */
export function handoffAfterTurn(
  before: Conversation,
  turn: { readonly turnId: string; readonly config: TenantConfig; readonly wish: Wish | null; readonly at: string },
): Standing {
  const { status, escalation, handoff } = before;
  if (status === "escalated") return { status, escalation, handoff: handoff && withoutQuestion(handoff) };
  const { wish, config, at } = turn;
  if (!wish) return { status: "active", escalation: null, handoff };
  const notes = handoff?.notes ?? [];
  const { reason, action, priority } = wish;
  const destination = destinationOf(config, action, reason);
  return {
    status: "escalated",
    escalation: { reason, action, priority, at, operator: null },
    handoff: newHandoff({ id: turn.turnId, ...destination, priority, at, notes }),
  };
}

/** The agent has answered: what the customer writes next is no answer to when they may be called. */
function withoutQuestion(handoff: Handoff): Handoff {
  const { agentHelps, unavailable } = handoff;
  return agentHelps && unavailable ? { ...handoff, unavailable: { ...unavailable, awaitsTime: null } } : handoff;
}

/** Tells the rest of the product, and those who look for a person, of a conversation that was escalated just now. */
export function escalationEvents(
  before: Conversation,
  after: Conversation,
  turnId: string,
): { readonly publish: readonly NewEvent[]; readonly records: readonly Write[] } {
  const { escalation, handoff } = after;
  if (before.status === "escalated" || after.status !== "escalated" || !escalation || !handoff)
    return { publish: [], records: [] };
  const { reason, action, priority, at } = escalation;
  return {
    publish: [
      newEvent(conversationEscalated, after.id, { conversationId: after.id, reason, action, priority }),
      newEvent(handoffDue, after.id, {
        conversationId: after.id,
        handoffId: handoff.id,
        attempt: handoff.attempt,
        offer: false,
      }),
    ],
    records: [logEntry(after, { eventId: turnId, kind: "requested", at, text: reason })],
  };
}
