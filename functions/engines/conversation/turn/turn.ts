import { languageOf } from "../../../../shared/agent/language/language.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import {
  burstEnded,
  callbackRequested,
  chatMessageTaken,
  conversationOpened,
  handoffDue,
  labOrderPlaced,
  type MessageReceived,
  messageReceived,
  messageRequested,
  personalDataMoved,
  replySent,
  ticketCreated,
  turnFailed,
  type Unanswered,
} from "../../../../shared/events/index.ts";
import { type Decision, type Event, newEvent, type StepContext, step } from "../../../../shared/runtime/step.ts";
import { boundedInbound, isFullBurst } from "../bounded-content.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { interruptsWaiting } from "../features/apply.ts";
import { agentMayAnswer, awaitsTime, type CallbackAnswer, decideOnCallbackTime } from "../handoff/customer-wrote.ts";
import { type TurnNotice, withNotices } from "../outbound/notices.ts";
import { withChoice } from "../reading/choices.ts";
import { earlierConversation, type Moved, withMove } from "../session/move-conversation.ts";
import { applyInbound, isLeftToPerson, opensSession, sessionOwner, turnStepName } from "../session/session.ts";
import { answerCache } from "../summary/answer-cache.ts";
import { hasVoice } from "../voice-note.ts";
import { askAgent, type TurnAnswer, type TurnProgress } from "./ask-agent.ts";
import { decideRecordOnly, decideReply } from "./decide.ts";
import { hearingEdits } from "./edits/hear-edits.ts";
import { withQuotedText } from "./edits/quoted-text.ts";
import { featuredReplyPublishes, featuredReplySchedules } from "./reply/reply-events.ts";
import { whyUnanswered, withReaction } from "./unanswered/index.ts";

interface Around {
  /** The conversation that stands under another spelling of the customer's number. */
  readonly moved: Moved | undefined;
  /** Null where nobody is told. */
  readonly notice: TurnNotice | null;
}
type Gathered = (Around & Outcome) | { readonly type: "left-to-person" };

/** `said`: the message with the choice that it picks, and with what its voice notes say. */
type Outcome =
  | { readonly type: "answered"; readonly conversation: Conversation; readonly answer: TurnAnswer }
  | { readonly type: "waiting"; readonly conversation: Conversation; readonly said: Inbound; readonly windowMs: number }
  | {
      readonly type: "with-a-person";
      readonly conversation: Conversation;
      readonly said: Inbound;
      readonly config: TenantConfig;
    }
  | { readonly type: "unanswered"; readonly conversation: Conversation; readonly said: Inbound }
  /** The customer was asked when to call, and has replied with a time or something like it. */
  | {
      readonly type: "time-answered";
      readonly conversation: Conversation;
      readonly said: Inbound;
      readonly config: TenantConfig;
      readonly reply: Exclude<CallbackAnswer, { readonly type: "agent" }>;
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
  const { documents } = dependencies.platform;
  return step<MessageReceived, Conversation, Gathered, TurnProgress>({
    name: turnStepName,
    on: messageReceived,
    // Tools request messages, leave tickets and order tests.
    publishes: [
      ...featuredReplyPublishes,
      callbackRequested,
      messageRequested,
      personalDataMoved,
      chatMessageTaken,
      conversationOpened,
      replySent,
      ticketCreated,
      labOrderPlaced,
    ],
    publishesAfterFailure: [turnFailed],
    schedules: [...featuredReplySchedules, burstEnded, handoffDue],
    sends: true,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    afterFailure({ key, data }) {
      if (!data || data.unanswered !== undefined) return [];
      return [newEvent(turnFailed, key, { conversationId: data.conversationId, message: data })];
    },

    async gather(stored, event, ctx) {
      if (stored && isLeftToPerson(stored, event)) return { type: "left-to-person" };
      const moved = stored ? undefined : await earlierConversation(documents, event.tenantId, addressOf(event));
      const before = stored ?? moved?.conversation;
      const outcome = await outcomeOf(before, event, ctx);
      return { ...outcome, moved, notice: await noticeOf(before, event, outcome, ctx) };
    },

    decide(_before, event, gathered, now) {
      if (gathered.type === "left-to-person") return undefined;
      const decision = decideTurn(event, gathered, now);
      const told = gathered.notice === null ? decision : withNotices(decision, event.id, gathered.notice);
      return told && withMove(told, gathered.moved);
    },
  });

  async function outcomeOf(
    before: Conversation | undefined,
    event: Event<MessageReceived>,
    ctx: StepContext<TurnProgress>,
  ): Promise<Outcome> {
    const unanswered = whyUnanswered(before, event.data, event.occurredAt);
    // What is not answered opens no session of a known customer and no window for free text.
    if (unanswered && before) return unansweredBy(event, before, unanswered);
    const ids = await documents.ids(event.tenantId);
    const opened = opensSession(before, ctx.now)
      ? await dependencies.activeConfig(
          event.tenantId,
          event.data.configName,
          sessionOwner(ids, before, senderOf(event)),
        )
      : null;
    const conversation = applyInbound(ids, before, event, opened);
    if (unanswered) return unansweredBy(event, conversation, unanswered);
    const said = await hearMessage(dependencies, event, conversation, ctx);
    const inbound = [...conversation.pending, said];
    const interrupts = await interruptsWaiting(conversation, inbound);
    const asked = awaitsTime(conversation);
    const { name, version } = conversation.config;
    const config = await dependencies.config(event.tenantId, name, version);
    if (!agentMayAnswer(conversation) && !interrupts) return { type: "with-a-person", conversation, said, config };
    if (asked && !interrupts) {
      const spoken = { ...conversation, language: replyLanguage(said.text, conversation.language) };
      const reply = await readReply(said.text, spoken, config, ctx.now);
      if (reply.type !== "agent") return { type: "time-answered", conversation: spoken, said, config, reply };
    }
    const windowMs = config.conversation.burst_window_ms[conversation.channel];
    const waits = windowMs > 0 && !isFullBurst(inbound) && !endsLate(conversation, windowMs, ctx.now);
    if (waits && !interrupts) return { type: "waiting", conversation, said, windowMs };
    const question = { tenantId: event.tenantId, turnId: event.id, conversation, inbound, config };
    const answer = await answerOnce(event, conversation, () => askAgent(dependencies, question, ctx));
    return { type: "answered", conversation, answer };
  }

  /** No bus delivers the event of a direct run, whose attempt is the only one (`StepContext.attempt`). */
  async function noticeOf(
    before: Conversation | undefined,
    { tenantId, data }: Event<MessageReceived>,
    { type }: Outcome,
    { now, attempt }: Pick<StepContext, "now" | "attempt">,
  ): Promise<TurnNotice | null> {
    const opened = type !== "unanswered" && opensSession(before, now);
    if (await dependencies.hasWebhookReceivers(tenantId))
      return { reply: true, opened, taken: attempt === Number.POSITIVE_INFINITY ? data : undefined };
    return opened && (await dependencies.hasAnalytics(tenantId)) ? { reply: false, opened } : null;
  }
}

function decideTurn(event: Event<MessageReceived>, gathered: Outcome, now: Date): Decision<Conversation> {
  const { conversation } = gathered;
  if (gathered.type === "answered")
    return decideReply(conversation, { tenantId: event.tenantId, turnId: event.id, answer: gathered.answer, now });
  const inbound = gathered.said;
  if (gathered.type === "time-answered") {
    const answer = { eventId: event.id, inbound, config: gathered.config, answer: gathered.reply, now };
    const decision = decideOnCallbackTime(conversation, answer);
    if (decision) return decision;
  }
  if (gathered.type === "with-a-person")
    return decideRecordOnly(conversation, { turnId: event.id, inbound, config: gathered.config, now });
  if (gathered.type !== "waiting") return decideRecordOnly(conversation, { turnId: event.id, inbound, now });
  return keepForBurst(conversation, inbound, { eventId: event.id, windowMs: gathered.windowMs, now });
}

function senderOf({ data: { channel, customerAddress: address, claim } }: Event<MessageReceived>) {
  return { channel, address, claim };
}

function addressOf({ data: { channel, customerAddress: address } }: Event<MessageReceived>) {
  return { channel, address };
}

/** The language of a reply. One or two words in Latin letters ("5 pm") keep the conversation's. */
function replyLanguage(text: string, before: string): string {
  const language = languageOf(text.slice(0, 500)) ?? before;
  return language === "en" && (text.match(/\p{L}+/gu)?.length ?? 0) < 3 ? before : language;
}

/** Loaded on demand: the word lists are long, and few turns need them. */
async function readReply(
  text: string,
  { language, handoff }: Conversation,
  config: TenantConfig,
  now: Date,
): Promise<CallbackAnswer> {
  const { readCallbackTime } = await import("../handoff/times/read-callback-time.ts");
  return readCallbackTime(text, { config, language, now, asked: handoff?.unavailable?.asked ?? null });
}

function inboundOf({ data, occurredAt }: Event<MessageReceived>, { recent, pending }: Conversation): Inbound {
  const { messageId: id, text, attachments, choiceId, original, edits } = data;
  const details = withQuotedText(data.details, { recent, pending });
  const parts = {
    ...(original === undefined ? {} : { original }),
    ...(details ? { details } : {}),
    ...(edits === undefined ? {} : { edits }),
  };
  return withChoice(recent, boundedInbound({ id, text, attachments, choiceId, at: occurredAt, ...parts }));
}

/** Listens to the message's voice notes, for the agent and for a person who has the conversation. */
async function hearMessage(
  dependencies: ConversationDependencies,
  event: Event<MessageReceived>,
  conversation: Conversation,
  ctx: Pick<StepContext, "effect" | "signal" | "log">,
): Promise<Inbound> {
  const inbound = inboundOf(event, conversation);
  if (!hasVoice(conversation, inbound)) return inbound;
  const { name, version } = conversation.config;
  const [{ hearVoice }, config] = await Promise.all([
    import("./voice/hear-voice.ts"),
    dependencies.config(event.tenantId, name, version),
  ]);
  return boundedInbound(
    await hearVoice(dependencies, { tenantId: event.tenantId, conversation, inbound, config }, ctx),
  );
}

function unansweredBy(event: Event<MessageReceived>, conversation: Conversation, unanswered: Unanswered): Outcome {
  const said = { ...inboundOf(event, conversation), ...withReaction(conversation, event.data), unanswered };
  return { type: "unanswered", conversation, said };
}

/** The clock went back after the burst began, so its end lies further away than a window is long. */
function endsLate({ burst }: Conversation, windowMs: number, now: Date): boolean {
  return burst !== null && Date.parse(burst.endsAt) - now.getTime() > windowMs;
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
    schedule: [
      { ...newEvent(burstEnded, conversation.id, data), name: `burst-${burst.eventId}`, at: endsAt, returns: true },
    ],
  };
}
