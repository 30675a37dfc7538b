import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { holderOf } from "../../../../../shared/contracts/conversation/conversation-holder.ts";
import type { OperatorActed } from "../../../../../shared/events/conversation/conversation.ts";
import { handoffDue } from "../../../../../shared/events/conversation/handoff.ts";
import { conversationClosed } from "../../../../../shared/events/outreach/follow-ups.ts";
import { type Decision, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { appendOutboundTurn } from "../../outbound/append-turn.ts";
import { nothingSpent } from "../spent.ts";
import { addNote, endHandoff, type Handoff, timerName } from "../state.ts";
import { timeoutMsOf } from "../timer.ts";
import { addWhisper } from "../whisper.ts";
import { type Act, closedHandoff, decisionOf, openHandoff, takeOver, withOperator } from "./action-decision.ts";
import { labelled, snoozed, unsnoozed } from "./inbox-actions.ts";

export type OperatorActionResult =
  | { readonly type: "done"; readonly decision: Decision<Conversation> }
  /** Another operator has it. */
  | { readonly type: "held"; readonly by: string }
  /** The conversation has turns that the operator has not read. */
  | { readonly type: "moved-on" };

/** Applies an operator's action to a conversation. The document decides permission and order. Pure. */
export function applyOperatorAction(conversation: Conversation, act: Act): OperatorActionResult {
  const { data } = act;
  const holder = holderOf(conversation);
  if (data.expectedTurnCount !== undefined && data.expectedTurnCount !== conversation.turnCount)
    return { type: "moved-on" };
  const forced = forEveryone.has(data.action) || (data.force ?? data.action === "reply");
  if (holder !== null && holder !== data.operator && !forced) return { type: "held", by: holder };
  return { type: "done", decision: decisions[data.action](conversation, act) };
}

/** What needs no responsibility for the conversation. */
const forEveryone: ReadonlySet<OperatorActed["action"]> = new Set(["note", "whisper", "label"]);

const decisions: Readonly<Record<OperatorActed["action"], (before: Conversation, act: Act) => Decision<Conversation>>> =
  {
    takeover: (before, act) => decisionOf(before, takeOver(before, act), act, "takeover"),

    reply(before, act) {
      // A help desk agent's reply reaches the customer and takes the conversation from nobody.
      const held = holderOf(before) === null ? takeOver(before, act) : before;
      const { turnId, texts } = { turnId: act.eventId, texts: [act.data.text ?? ""] };
      const { operator, media = [], written } = act.data;
      const turn = appendOutboundTurn(held, {
        turnId,
        texts,
        media,
        speaker: { operator, written },
        config: configOf(act),
        now: act.now,
      });
      const decision = decisionOf(before, turn.conversation, act, "reply");
      return { ...decision, writes: [turn.write, ...(decision.writes ?? [])], send: turn.send };
    },

    note(before, act) {
      const handoff = before.handoff ?? closedHandoff(before, act);
      const { operator, text } = act.data;
      const note = { id: act.eventId, operator, text: text ?? "", at: act.now.toISOString() };
      return decisionOf(before, { ...before, handoff: addNote(handoff, note) }, act, "note");
    },

    whisper(before, act) {
      const { operator, text } = act.data;
      const whisper = { id: act.eventId, operator, text: text ?? "", at: act.now.toISOString() };
      return decisionOf(before, { ...before, whispers: addWhisper(before.whispers, whisper) }, act, "whisper");
    },

    transfer(before, act) {
      const { operator = null, department = null } = act.data.to ?? {};
      const at = act.now.toISOString();
      const handoff = before.handoff ?? openHandoff(before, act);
      const { assignedTo } = handoff;
      const next: Handoff = {
        ...handoff,
        stage: operator === null ? "queued" : "assigned",
        open: true,
        department: department ?? handoff.department,
        assignedTo: operator,
        assignedAt: operator === null ? null : at,
        dueAt:
          operator === null ? null : new Date(act.now.getTime() + timeoutMsOf(configOf(act), handoff)).toISOString(),
        attempt: handoff.attempt + 1,
        tried: assignedTo === null ? [] : [assignedTo],
        agentHelps: false,
        unavailable: handoff.unavailable && {
          ...handoff.unavailable,
          passedOn: handoff.stage === "with_operator" || handoff.unavailable.passedOn,
        },
      };
      const decision = decisionOf(before, withOperator(before, next, { at, operator: null }), act, "transfer");
      const due = { conversationId: before.id, handoffId: next.id, attempt: next.attempt, offer: false };
      const look = newEvent(handoffDue, before.id, due);
      if (next.dueAt === null) return { ...decision, publish: [...(decision.publish ?? []), look] };
      return { ...decision, schedule: [{ ...look, name: timerName(next), at: new Date(next.dueAt) }] };
    },

    release(before, act) {
      const handoff = before.handoff && endHandoff(before.handoff);
      const status = before.status === "resolved" ? "resolved" : "active";
      return decisionOf(
        before,
        { ...before, status, escalation: null, handoff, spent: nothingSpent, replied: undefined },
        act,
        "release",
      );
    },

    resolve(before, act) {
      const handoff = before.handoff && endHandoff(before.handoff);
      const next: Conversation = { ...before, status: "resolved", escalation: null, handoff };
      const decision = decisionOf(before, next, act, "resolve");
      if (before.status === "resolved") return decision;
      const closed = { conversationId: before.id, reason: "resolved", at: act.now.toISOString() };
      return {
        ...decision,
        publish: [...(decision.publish ?? []), newEvent(conversationClosed, before.id, closed)],
      };
    },

    label: labelled,
    snooze: snoozed,
    unsnooze: unsnoozed,
  };

function configOf({ config, data }: Act): TenantConfig {
  if (!config) throw new Error(`The configuration was not gathered for "${data.action}".`);
  return config;
}
