import type { TenantConfig } from "../../../../shared/config/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import type { Decision } from "../../../../shared/runtime/step.ts";
import { boundedContext } from "../bounded-content.ts";
import { type Conversation, type Inbound, withMessages } from "../conversation.ts";
import { concludeTurn } from "../features/apply.ts";
import { logEntry } from "../handoff/log.ts";
import { awaitReply } from "../handoff/reply-due.ts";
import { escalationEvents, handoffAfterTurn } from "../handoff/request.ts";
import { addSpent, countReply } from "../handoff/spent.ts";
import { buildTurn } from "../outbound/build-turn.ts";
import { withheldAnswer } from "../outbound/unsent-answer.ts";
import { summaryDue } from "../summary/due.ts";
import { customerMessages, newTurn, turns } from "../turn-record.ts";
import { traceWrites } from "../turn-trace.ts";
import { withVoiceUsage } from "../voice-note.ts";
import type { TurnAnswer } from "./ask-agent.ts";
import { type FoundLoop, loopTraces } from "./loops/ended-loop.ts";
import { exposeToExperiment } from "./versions/expose-to-experiment.ts";
import { observeRollout } from "./versions/observe-rollout.ts";

/**
 * Turns the answer into the conversation, the turn record and the sends. The features' consequences join the commit.
 */
export function decideReply(
  before: Conversation,
  turn: { readonly tenantId: TenantId; readonly turnId: string; readonly answer: TurnAnswer; readonly now: Date },
): Decision<Conversation> {
  const { tenantId, turnId, answer, now } = turn;
  const { outcome, content, inbound, config, signals } = answer;
  const at = now.toISOString();
  const usage = withVoiceUsage(outcome.usage, inbound);
  const escalationReason = outcome.status === "escalate" ? outcome.reason : null;
  const looped = loopTraces(before, answer.loop, { handedOver: escalationReason !== null, at });
  const next: Conversation = {
    ...before,
    ...handoffAfterTurn(before, { turnId, config, wish: outcome.status === "escalate" ? outcome : null, at }),
    spent: addSpent(before.spent, usage, outcome.toolCalls),
    ...(content ? { replied: countReply(before.replied, now) } : {}),
    pending: [],
    burst: null,
    context: boundedContext(outcome.context),
    language: signals.language,
    updatedAt: at,
    ...looped.conversation,
  };
  const ruled = { tenantId, turnId, conversation: before, inbound, config, signals };
  const concluded = concludeTurn(ruled, { outcome, next, found: answer.found, parts: answer.parts, now });
  const contents = [...(content ? [content] : []), ...concluded.messages];
  const built = buildTurn(concluded.conversation, {
    turnId,
    by: "agent",
    inbound,
    messages: contents.map((each, index) => ({ id: replyId(turnId, index), content: each })),
    citations: outcome.status === "reply" ? outcome.citations.map(({ id, title }) => ({ id, title })) : [],
    record: {
      escalationReason,
      toolCalls: outcome.toolCalls.map((call) => ({ ...call, arguments: { ...call.arguments } })),
      guardFindings: [...outcome.guardFindings],
      signals: { ...signals },
      usage,
      durationMs: answer.durationMs,
      ...looped.record,
    },
    config,
    now,
  });
  const news = escalationEvents(before, built.conversation, turnId);
  const { toolCalls, guardFindings } = outcome;
  const observed = observeRollout(before, { turnId, escalationReason, toolCalls, guardFindings, usage, at });
  const exposed = exposeToExperiment(before, at);
  const days = config.conversation.shown_to_model_days;
  const trace = traceWrites(answer.shown, { turnId, conversationId: before.id, at, days });
  return {
    document: { ...built.conversation, ...observed.conversation, ...exposed.conversation },
    writes: [built.write, ...trace, ...news.records, ...concluded.records, ...observed.writes, ...exposed.writes],
    publish: [
      ...news.publish,
      ...withheldAnswer(built.conversation, { turnId, withheld: built.withheld }),
      ...concluded.publish,
      ...looped.publish,
      ...summaryDue(built.conversation, config.conversation.recent_messages),
    ],
    schedule: [...concluded.schedule, ...observed.schedule],
    cancel: concluded.cancel,
    send: built.send,
  };
}

function replyId(turnId: string, index: number): string {
  return index === 0 ? deriveId(turnId, "reply") : deriveId(turnId, "reply", String(index));
}

/** Records the message during a handoff. The agent does not answer. With `config`, a person is to answer it in time. */
export function decideRecordOnly(
  before: Conversation,
  turn: { readonly turnId: string; readonly inbound: Inbound; readonly config?: TenantConfig; readonly now: Date },
): Decision<Conversation> {
  const { config, now } = turn;
  const waiting = config ? { ...before, handoff: awaitReply(before.handoff, config, now) } : before;
  return record(waiting, { ...turn, inbound: [turn.inbound] });
}

/** Records a burst whose conversation went to a person before its window ended. */
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
  const isRepeated = turn.inbound.some(({ unanswered }) => unanswered === "repeated");
  const found: FoundLoop | undefined = isRepeated ? { kind: "bot", tool: null } : undefined;
  const looped = loopTraces(before, found, { handedOver: false, at });
  const next = {
    ...before,
    ...looped.conversation,
    ...withMessages(before, customerMessages(turn.inbound, turn.turnId)),
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const kept = { ...newTurn(next, { ...turn, at }), ...looped.record };
  const text = turn.inbound.map((message) => message.text).join("\n");
  return {
    document: next,
    writes: [
      put(turns.collection, turn.turnId, newOwned(kept)),
      logEntry(next, { eventId: turn.turnId, kind: "customer-wrote", at, text }),
    ],
    publish: [...looped.publish, ...summaryDue(next)],
  };
}
