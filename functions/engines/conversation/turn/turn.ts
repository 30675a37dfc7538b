import type { TenantConfig } from "../../../../shared/config/index.ts";
import { burstEnded, type MessageReceived, messageReceived } from "../../../../shared/events/index.ts";
import { type Decision, type Event, newEvent, step } from "../../../../shared/runtime/step.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { interruptsWaiting } from "../features/apply.ts";
import { agentMayAnswer, awaitsTime, type CallbackTime, decideOnCallbackTime } from "../handoff/customer-wrote.ts";
import { answerCache } from "../summary/answer-cache.ts";
import { askAgent, type TurnAnswer, type TurnProgress } from "./ask-agent.ts";
import { withChoice } from "./choices.ts";
import { decideRecordOnly, decideReply } from "./decide.ts";
import { hearingEdits } from "./hear-edits.ts";
import { withQuotedText } from "./quoted-text.ts";
import { applyInbound, opensSession } from "./session.ts";
import { whyUnanswered, withReaction } from "./unanswered/index.ts";

/** Limits of a burst: it is answered at once when it exceeds them, so that it always fits the document. */
const burstMessages = 20;
const burstCharacters = 100_000;

type Gathered =
  | { readonly type: "answered"; readonly conversation: Conversation; readonly answer: TurnAnswer }
  | { readonly type: "waiting"; readonly conversation: Conversation; readonly windowMs: number }
  | { readonly type: "with-a-person"; readonly conversation: Conversation }
  | { readonly type: "unanswered"; readonly conversation: Conversation }
  /** The customer was asked when to call and has replied, with or without a time. */
  | {
      readonly type: "time-answered";
      readonly conversation: Conversation;
      readonly config: TenantConfig;
      readonly time: CallbackTime | null;
    };

/**
 * Handles a customer's message. Answers it at once, or after the channel's burst window if it has one. During a handoff
 * it is only recorded. STOP and START never wait.
 */
export function turnStep(dependencies: ConversationDependencies) {
  return hearingEdits(dependencies.platform.documents, answerStep(dependencies));
}

function answerStep(dependencies: ConversationDependencies) {
  const answerOnce = answerCache<TurnAnswer>();
  return step<MessageReceived, Conversation, Gathered, TurnProgress>({
    name: "conversation-turn",
    on: messageReceived,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    async gather(before, event, ctx) {
      const unanswered = whyUnanswered(before, event.data) !== undefined;
      // What is not answered opens no session of a known customer and no window for free text.
      if (unanswered && before) return { type: "unanswered", conversation: before };
      const opened = opensSession(before, ctx.now)
        ? await dependencies.activeConfig(event.tenantId, event.data.configName)
        : null;
      const conversation = applyInbound(before, event, opened);
      if (unanswered) return { type: "unanswered", conversation };
      const inbound = [...conversation.pending, inboundOf(event, conversation)];
      const interrupts = await interruptsWaiting(conversation, inbound);
      const asked = awaitsTime(conversation);
      if (!agentMayAnswer(conversation) && !asked && !interrupts) return { type: "with-a-person", conversation };
      const { name, version } = conversation.config;
      const config = await dependencies.config(event.tenantId, name, version);
      if (asked && !interrupts) {
        const time = await readTime(event.data.text, conversation, config, ctx.now);
        if (time || !agentMayAnswer(conversation)) return { type: "time-answered", conversation, config, time };
      }
      const windowMs = config.conversation.burst_window_ms[conversation.channel];
      const waits = windowMs > 0 && !isFull(inbound) && !endsLate(conversation, windowMs, ctx.now);
      if (waits && !interrupts) return { type: "waiting", conversation, windowMs };
      const question = { tenantId: event.tenantId, turnId: event.id, conversation, inbound, config };
      const answer = await answerOnce(event, conversation, () => askAgent(dependencies, question, ctx));
      return { type: "answered", conversation, answer };
    },

    decide(before, event, gathered, now): Decision<Conversation> {
      const { conversation } = gathered;
      if (gathered.type === "answered")
        return decideReply(conversation, { tenantId: event.tenantId, turnId: event.id, answer: gathered.answer, now });
      const inbound = inboundOf(event, conversation);
      if (gathered.type === "unanswered") {
        const kept = {
          ...inbound,
          ...withReaction(conversation, event.data),
          unanswered: whyUnanswered(before, event.data),
        };
        return decideRecordOnly(conversation, { turnId: event.id, inbound: kept, now });
      }
      if (gathered.type === "time-answered") {
        const answer = { eventId: event.id, inbound, config: gathered.config, time: gathered.time, now };
        const decision = decideOnCallbackTime(conversation, answer);
        if (decision) return decision;
      }
      if (gathered.type !== "waiting") return decideRecordOnly(conversation, { turnId: event.id, inbound, now });
      return keepForBurst(conversation, inbound, { eventId: event.id, windowMs: gathered.windowMs, now });
    },
  });
}

/** Loaded on demand: the date parser is heavy, and few turns need it. */
async function readTime(
  text: string,
  { language }: Conversation,
  config: TenantConfig,
  now: Date,
): Promise<CallbackTime | null> {
  const { readCallbackTime } = await import("../handoff/read-callback-time.ts");
  return readCallbackTime(text, { config, language, now });
}

function inboundOf({ data, occurredAt }: Event<MessageReceived>, { recent, pending }: Conversation): Inbound {
  const { messageId: id, text, attachments, choiceId, edits } = data;
  const details = withQuotedText(data.details, { recent, pending });
  const parts = { ...(details ? { details } : {}), ...(edits === undefined ? {} : { edits }) };
  return withChoice(recent, { id, text, attachments, choiceId, at: occurredAt, ...parts });
}

/** The clock went back after the burst began, so its end lies further away than a window is long. */
function endsLate({ burst }: Conversation, windowMs: number, now: Date): boolean {
  return burst !== null && Date.parse(burst.endsAt) - now.getTime() > windowMs;
}

function isFull(inbound: readonly Inbound[]): boolean {
  return (
    inbound.length > burstMessages || inbound.reduce((sum, message) => sum + message.text.length, 0) > burstCharacters
  );
}

/** Stores the message. The first message of a burst also schedules the burst's end. */
function keepForBurst(
  conversation: Conversation,
  inbound: Inbound,
  burst: { readonly eventId: string; readonly windowMs: number; readonly now: Date },
): Decision<Conversation> {
  const next = { ...conversation, pending: [...conversation.pending, inbound], updatedAt: burst.now.toISOString() };
  if (conversation.burst) return { document: next };
  const endsAt = new Date(burst.now.getTime() + burst.windowMs);
  const data = { conversationId: conversation.id, burstId: burst.eventId };
  return {
    document: { ...next, burst: { id: burst.eventId, endsAt: endsAt.toISOString() } },
    schedule: [{ ...newEvent(burstEnded, conversation.id, data), name: `burst-${burst.eventId}`, at: endsAt }],
  };
}
