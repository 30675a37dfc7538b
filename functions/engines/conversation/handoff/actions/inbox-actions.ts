import { snoozeEnded } from "../../../../../shared/events/conversation/handoff.ts";
import type { Write } from "../../../../../shared/platform/documents.ts";
import { type Decision, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { labelWrites, mostLabels } from "../../labelled-conversations.ts";
import { type Act, decisionOf, takeOver } from "./action-decision.ts";
import { type Snooze, snoozeTimerName } from "./snooze.ts";

/** Sets and takes away labels. Anybody may do that, whoever has the conversation. */
export function labelled(before: Conversation, act: Act): Decision<Conversation> {
  const { add, remove } = act.data.labels ?? { add: [], remove: [] };
  const had = before.labels ?? [];
  const labels = [...new Set([...had, ...add])].filter((label) => !remove.includes(label)).slice(0, mostLabels);
  const at = act.now.toISOString();
  const decision = decisionOf(before, { ...before, labels }, act, "labelled");
  return withWrites(decision, labelWrites({ conversationId: before.id, had, labels, at }));
}

/** Puts the conversation off. Whoever does that has it, and is shown it again at the end. */
export function snoozed(before: Conversation, act: Act): Decision<Conversation> {
  const { operator, until = act.now.toISOString() } = act.data;
  const snooze: Snooze = { id: act.eventId, until, by: operator, at: act.now.toISOString() };
  const { handoff } = before;
  const isTheirs = handoff?.stage === "with_operator" && handoff.assignedTo === operator;
  const held = isTheirs ? before : takeOver(before, act);
  const decision = decisionOf(before, { ...held, snooze }, act, "snoozed");
  const ended = newEvent(snoozeEnded, before.id, { conversationId: before.id, snoozeId: snooze.id });
  const task = { ...ended, name: snoozeTimerName(snooze), at: new Date(until), returns: true } as const;
  return { ...decision, schedule: [task] };
}

export function unsnoozed(before: Conversation, act: Act): Decision<Conversation> {
  return decisionOf(before, { ...before, snooze: undefined }, act, "unsnoozed");
}

function withWrites(decision: Decision<Conversation>, writes: readonly Write[]): Decision<Conversation> {
  return { ...decision, writes: [...(decision.writes ?? []), ...writes] };
}
