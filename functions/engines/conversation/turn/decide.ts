import { put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { fresh } from "../../../../shared/runtime/owned-document.ts";
import type { Decision } from "../../../../shared/runtime/step.ts";
import { type Conversation, type Inbound, type Message, withMessages } from "../conversation.ts";
import { concludeTurn } from "../features/apply.ts";
import { logged } from "../handoff/log.ts";
import { escalationEvents, handoffAfterTurn } from "../handoff/request.ts";
import { spentMore } from "../handoff/spent.ts";
import { saidMessage } from "../outbound/said-message.ts";
import { sendsFor } from "../outbound/sends.ts";
import { type Turn, turns } from "../turn-record.ts";
import type { TurnAnswer } from "./ask-agent.ts";

/** The answer becomes the conversation, the turn record, and what is sent; the rules' consequences join the commit. */
export function decideReply(
  before: Conversation,
  turn: { readonly tenantId: TenantId; readonly turnId: string; readonly answer: TurnAnswer; readonly now: Date },
): Decision<Conversation> {
  const { tenantId, turnId, answer, now } = turn;
  const { outcome, content, inbound, config, signals } = answer;
  const at = now.toISOString();
  const escalated = outcome.status === "escalate";
  const kept = outcome.summary ? before.recent.slice(outcome.summary.covers) : before.recent;
  const next: Conversation = {
    ...before,
    ...handoffAfterTurn(before, { turnId, config, wish: outcome.status === "escalate" ? outcome : null, at }),
    spent: spentMore(before.spent, outcome.usage),
    summary: outcome.summary?.text ?? before.summary,
    recent: kept,
    pending: [],
    burst: null,
    context: { ...outcome.context },
    language: signals.language,
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const ruled = { tenantId, turnId, conversation: before, inbound, config, signals };
  const concluded = concludeTurn(ruled, { outcome, next, found: answer.found, now });
  const said = [...(content ? [content] : []), ...concluded.messages].map((each, index) => {
    const id = index === 0 ? deriveId(turnId, "reply") : deriveId(turnId, "reply", String(index));
    const { sends, withheld } = sendsFor(concluded.conversation, { id, turnId, content: each }, config, now);
    return { sends, ...saidMessage({ id, turnId, role: "agent", content: each, at, withheld }) };
  });
  const [first, ...more] = said;
  const document = {
    ...concluded.conversation,
    recent: withMessages(kept, [...customerMessages(inbound, turnId), ...said.map(({ message }) => message)]),
  };
  const citations = outcome.status === "reply" ? outcome.citations.map(({ id, title }) => ({ id, title })) : [];
  const record: Turn = {
    ...emptyTurn(document, { turnId, inbound, at }),
    reply: first ? { ...first.spoken, citations } : null,
    more: more.map(({ spoken }) => spoken),
    escalationReason: escalated ? outcome.reason : null,
    toolCalls: outcome.toolCalls.map((call) => ({ ...call, arguments: { ...call.arguments } })),
    guardFindings: [...outcome.guardFindings],
    signals: { ...signals },
    usage: { ...outcome.usage },
    durationMs: answer.durationMs,
  };
  const news = escalationEvents(before, document, turnId);
  return {
    document,
    writes: [put(turns.collection, turnId, fresh(record)), ...news.records, ...concluded.records],
    publish: [...news.publish, ...concluded.publish],
    schedule: concluded.schedule,
    cancel: concluded.cancel,
    send: said.flatMap(({ sends }) => sends),
  };
}

/** A person has the conversation: the message is kept for them and nobody else answers. */
export function decideRecordOnly(
  before: Conversation,
  turn: { readonly turnId: string; readonly inbound: Inbound; readonly now: Date },
): Decision<Conversation> {
  return record(before, { ...turn, inbound: [turn.inbound] });
}

/** The conversation went to a person while the burst was open. */
export function decideRecordBurst(
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
  const text = turn.inbound.map((message) => message.text).join("\n");
  return {
    document: next,
    writes: [
      put(turns.collection, turn.turnId, fresh(kept)),
      logged(next, { eventId: turn.turnId, kind: "customer-wrote", at, text }),
    ],
  };
}

export function customerMessages(inbound: readonly Inbound[], turnId: string): Message[] {
  const role = "customer" as const;
  return inbound.map(({ id, text, at }) => ({ id, turnId, role, text, choices: [], at, delivery: null }));
}

export function emptyTurn(
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
    by: null,
    more: [],
    origin: null,
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
