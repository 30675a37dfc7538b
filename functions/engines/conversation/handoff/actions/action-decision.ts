import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { OperatorActed } from "../../../../../shared/events/conversation/conversation.ts";
import { operatorChanged } from "../../../../../shared/events/conversation/handoff.ts";
import { type Decision, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { type HandoffLogEntry, logEntry } from "../log.ts";
import { accept, endHandoff, type Handoff, newHandoff, timerName } from "../state.ts";
import { mentionWrites } from "./mention.ts";
import { snoozeTimerName } from "./snooze.ts";

export interface Act {
  readonly eventId: string;
  readonly data: OperatorActed;
  /** Given for `reply` and `transfer`. The other actions do not wait for it. */
  readonly config: TenantConfig | null;
  readonly now: Date;
}

/** What leaves a conversation put off. Everything else means that somebody has it before them, or that nobody needs to. */
const keepsSnooze: ReadonlySet<HandoffLogEntry["kind"]> = new Set(["note", "whisper", "reply", "labelled", "snoozed"]);

/** Adds the log entry, cancels a running timer and publishes freed capacity. */
export function decisionOf(
  before: Conversation,
  next: Conversation,
  { eventId, data, now }: Act,
  kind: HandoffLogEntry["kind"],
): Decision<Conversation> {
  const at = now.toISOString();
  const document = { ...next, ...(keepsSnooze.has(kind) ? {} : { snooze: undefined }), updatedAt: at };
  const woken = before.snooze && before.snooze.id !== document.snooze?.id ? [snoozeTimerName(before.snooze)] : [];
  const was = before.handoff;
  const moved = was?.attempt !== next.handoff?.attempt;
  const freed =
    was?.open && was.assignedTo !== null && (!next.handoff?.open || next.handoff.assignedTo !== was.assignedTo)
      ? was.assignedTo
      : null;
  return {
    document,
    writes: [
      logEntry(document, { eventId, kind, at, operator: data.operator, text: data.text, mentions: data.mentions }),
      ...mentionWrites({
        eventId,
        conversationId: before.id,
        by: data.operator,
        at,
        text: data.text ?? "",
        operators: data.mentions ?? [],
      }),
    ],
    publish: freed === null ? [] : [newEvent(operatorChanged, freed, { operatorId: freed, change: null })],
    cancel: [...(was && was.dueAt !== null && moved ? [timerName(was)] : []), ...woken],
  };
}

export function takeOver(before: Conversation, act: Act): Conversation {
  const at = act.now.toISOString();
  const { operator } = act.data;
  const handoff = before.handoff?.open ? before.handoff : openHandoff(before, act);
  return withOperator(before, accept(handoff, operator, at), { at, operator });
}

export function withOperator(
  before: Conversation,
  handoff: Handoff,
  { at, operator }: { readonly at: string; readonly operator: string | null },
): Conversation {
  const escalation = before.escalation ?? { reason: "operator", action: "takeover", priority: handoff.priority, at };
  return { ...before, status: "escalated", escalation: { ...escalation, operator }, handoff };
}

/** An operator took over without a request. */
export function openHandoff(before: Conversation, { eventId, now }: Act): Handoff {
  return newHandoff({
    id: eventId,
    type: "human_agent",
    department: null,
    skills: [],
    priority: before.escalation?.priority ?? "medium",
    at: now.toISOString(),
    notes: before.handoff?.notes ?? [],
  });
}

/** Keeps the notes of a conversation without a handoff. */
export function closedHandoff(before: Conversation, act: Act): Handoff {
  return endHandoff(openHandoff(before, act));
}
