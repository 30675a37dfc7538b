import type { TenantConfig } from "../../../../shared/config/index.ts";
import { conversationEscalated, handoffDue } from "../../../../shared/events/index.ts";
import type { Write } from "../../../../shared/platform/documents.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { destinationOf } from "./assignment/destination.ts";
import { logEntry } from "./log.ts";
import { awaitReply } from "./reply-due.ts";
import { type Handoff, newHandoff } from "./state.ts";

/** The conversation's status and handoff after the agent answered or asked for a person. */
export type HandoffStatus = Pick<Conversation, "status" | "escalation" | "handoff">;

interface Wish {
  readonly reason: string;
  readonly action: string;
  readonly priority: string;
}

/**
 * Updates the status after a turn. An escalated conversation stays escalated: there the agent only helps while the
 * customer waits.
 */
export function handoffAfterTurn(
  before: Conversation,
  turn: { readonly turnId: string; readonly config: TenantConfig; readonly wish: Wish | null; readonly at: string },
): HandoffStatus {
  const { status, escalation, handoff } = before;
  if (status === "escalated") return { status, escalation, handoff: handoff && withAside(handoff) };
  const { wish, config, at } = turn;
  if (!wish) return { status: "active", escalation: null, handoff };
  const notes = handoff?.notes ?? [];
  const { reason, action, priority } = wish;
  const destination = destinationOf(config, action, reason);
  return {
    status: "escalated",
    escalation: { reason, action, priority, at, operator: null },
    handoff: awaitReply(newHandoff({ id: turn.turnId, ...destination, priority, at, notes }), config, new Date(at)),
  };
}

/** The agent has answered meanwhile, so from now on only a message that is nothing but a time is the callback's. */
function withAside(handoff: Handoff): Handoff {
  const { unavailable } = handoff;
  if (!unavailable?.awaitsTime) return handoff;
  const asked = {
    times: 0,
    candidates: [],
    precision: "minute",
    date: null,
    ...unavailable.asked,
    aside: true,
  } as const;
  return { ...handoff, unavailable: { ...unavailable, asked: { ...asked, candidates: [...asked.candidates] } } };
}

/**
 * The events and records of a conversation that was just escalated: for the product, and for the search for an
 * operator.
 */
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
