import { conversationEscalated } from "../../shared/events/index.ts";
import { put } from "../../shared/platform/documents.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import { fresh } from "../../shared/runtime/owned-document.ts";
import { type Decision, newEvent } from "../../shared/runtime/step.ts";
import type { Answer } from "./answer.ts";
import { type Conversation, type Inbound, type Message, withMessages } from "./conversation.ts";
import { sendsFor } from "./outbound.ts";
import { type Turn, turns } from "./turn-record.ts";

/** The agent's answer becomes the conversation, the turn record, and what is sent. */
export function answered(
  before: Conversation,
  turn: { readonly turnId: string; readonly answer: Answer; readonly now: Date },
): Decision<Conversation> {
  const { turnId, answer, now } = turn;
  const { outcome } = answer;
  const at = now.toISOString();
  const messageId = deriveId(turnId, "reply");
  const reply: Message = {
    id: messageId,
    turnId,
    role: "agent",
    text: outcome.text,
    at,
    delivery: null,
  };
  const escalated = outcome.status === "escalate";
  const kept = outcome.summary ? before.recent.slice(outcome.summary.covers) : before.recent;
  const next: Conversation = {
    ...before,
    status: escalated ? "escalated" : "active",
    escalation: escalated
      ? { reason: outcome.reason, action: outcome.action, priority: outcome.priority, at, operator: null }
      : null,
    summary: outcome.summary?.text ?? before.summary,
    recent: withMessages(kept, [...customerMessages(answer.inbound, turnId), reply]),
    pending: [],
    burst: null,
    context: { ...outcome.context },
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const record: Turn = {
    ...emptyTurn(next, { turnId, inbound: answer.inbound, at }),
    reply: { messageId, text: outcome.text, citations: outcome.status === "reply" ? [...outcome.citations] : [] },
    escalationReason: escalated ? outcome.reason : null,
    toolCalls: outcome.toolCalls.map((call) => ({ ...call, arguments: { ...call.arguments } })),
    guardFindings: [...outcome.guardFindings],
    signals: { ...answer.signals },
    usage: { ...outcome.usage },
    durationMs: answer.durationMs,
  };
  const told = newEvent(conversationEscalated, before.id, {
    conversationId: before.id,
    reason: next.escalation?.reason ?? "",
    action: next.escalation?.action ?? "",
    priority: next.escalation?.priority ?? "",
  });
  return {
    document: next,
    records: [put(turns.collection, turnId, fresh(record))],
    publish: escalated ? [told] : [],
    send: sendsFor(before, reply),
  };
}

/** A person has the conversation: the message is kept for them and nobody else answers. */
export function recorded(
  before: Conversation,
  turn: { readonly turnId: string; readonly inbound: Inbound; readonly now: Date },
): Decision<Conversation> {
  return record(before, { ...turn, inbound: [turn.inbound] });
}

/** The conversation went to a person while the burst was open. */
export function recordedBurst(
  before: Conversation,
  turn: { readonly turnId: string; readonly now: Date },
): Decision<Conversation> {
  return record({ ...before, pending: [], burst: null }, { ...turn, inbound: before.pending });
}

function record(
  before: Conversation,
  turn: { readonly turnId: string; readonly inbound: readonly Inbound[]; readonly now: Date },
): Decision<Conversation> {
  const at = turn.now.toISOString();
  const next = {
    ...before,
    recent: withMessages(before.recent, customerMessages(turn.inbound, turn.turnId)),
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const kept = emptyTurn(next, { ...turn, at });
  return { document: next, records: [put(turns.collection, turn.turnId, fresh(kept))] };
}

function customerMessages(inbound: readonly Inbound[], turnId: string): Message[] {
  return inbound.map(({ id, text, at }) => ({ id, turnId, role: "customer" as const, text, at, delivery: null }));
}

function emptyTurn(
  conversation: Conversation,
  turn: { readonly turnId: string; readonly inbound: readonly Inbound[]; readonly at: string },
): Turn {
  return {
    id: turn.turnId,
    conversationId: conversation.id,
    index: conversation.turnCount,
    at: turn.at,
    inbound: [...turn.inbound],
    reply: null,
    status: conversation.status,
    escalationReason: null,
    toolCalls: [],
    guardFindings: [],
    signals: {},
    config: conversation.config,
    usage: { model: "", inputTokens: 0, outputTokens: 0, modelCalls: 0, modelMs: 0 },
    durationMs: 0,
    deliveries: {},
  };
}
