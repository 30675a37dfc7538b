import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { holderOf } from "../../../../../shared/contracts/conversation/conversation-holder.ts";
import { customerIdOf } from "../../../../../shared/customers/identity.ts";
import {
  appPauseEnded,
  type MessageEchoed,
  messageEchoed,
  operatorChanged,
} from "../../../../../shared/events/index.ts";
import { put } from "../../../../../shared/platform/documents.ts";
import { RetryableError } from "../../../../../shared/runtime/failures/errors.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { type Decision, type Event, type NewTask, newEvent, step } from "../../../../../shared/runtime/step.ts";
import { type Message, withMessages } from "../../conversation.ts";
import { applyOperatorAction } from "../../handoff/actions/operator-action.ts";
import { logEntry } from "../../handoff/log.ts";
import { colleagueInApp } from "../../handoff/outside-operator.ts";
import { withReplyGiven } from "../../handoff/state.ts";
import { newTurn, turns } from "../../turn-record.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import { whoseEcho } from "./own-echo.ts";
import type { colleagueState } from "./state.ts";

type Conversation = ConversationWith<typeof colleagueState>;

interface Heard {
  readonly conversation: Conversation;
  readonly config: TenantConfig;
}

/** Soon enough to silence the agent, late enough for a provider's answer to a send. */
const retryAfterMs = 1_000;

/**
 * Hears a colleague who answers in the channel's own app. The message is kept as an operator's, and the colleague takes
 * the conversation over: an answer in progress meets a conflict and is dropped. Echoes of our own messages are left
 * alone. An operator who holds the conversation keeps it.
 * @throws RetryableError `echo-early` while a send of ours has not told its id.
 */
export function hearColleagueStep({
  platform: { documents },
  activeConfig,
  config: configOf,
  conversations,
  sessions,
}: Pick<
  StepDependencies<typeof colleagueState>,
  "platform" | "activeConfig" | "config" | "conversations" | "sessions"
>) {
  async function openedBy(event: Event<MessageEchoed>): Promise<Conversation> {
    const { tenantId, data } = event;
    const ids = await documents.ids(tenantId);
    const customerId = customerIdOf(ids, data.channel, data.customerAddress);
    return sessions.openOutbound(ids, opening(event), await activeConfig(tenantId, data.configName, customerId));
  }

  return step<MessageEchoed, Conversation, Heard | undefined>({
    name: "conversation-hear-colleague",
    on: messageEchoed,
    publishes: [operatorChanged],
    schedules: [appPauseEnded],
    document: conversations,
    documentId: ({ data }) => data.conversationId,
    exclusive: false,

    async gather(before, event, { now }) {
      const { tenantId, data } = event;
      const whose = before ? whoseEcho(before, data, now) : "colleague";
      if (whose === "ours") return undefined;
      if (whose === "unclear")
        throw new RetryableError("echo-early", "A message of ours may have caused this echo.", { retryAfterMs });
      const conversation = before ?? (await openedBy(event));
      const { name, version } = conversation.config;
      return { conversation, config: await configOf(tenantId, name, version) };
    },

    decide(_before, event, heard, now) {
      return heard && record(event, heard, now);
    },
  });
}

/** The colleague wrote first. */
function opening(event: Event<MessageEchoed>) {
  const { conversationId, channel, accountAddress, customerAddress: address } = event.data;
  return { ...event, data: { conversationId, recipient: { channel, accountAddress, address, name: null } } };
}

function record(event: Event<MessageEchoed>, { conversation, config }: Heard, now: Date): Decision<Conversation> {
  const { text, attachments, messageId, providerMessageId, channel } = event.data;
  const operator = colleagueInApp(channel);
  const at = now.toISOString();
  const taken = takeOver(conversation, { event, operator, now });
  const pause = pauseAfter(event.id, config, now);
  const message: Message = {
    id: messageId,
    turnId: event.id,
    role: "operator",
    text,
    choices: [],
    at: event.occurredAt,
    delivery: { status: "sent", providerMessageIds: [providerMessageId], errorCode: null, inApp: true },
    ...(attachments.length === 0 ? {} : { files: attachments.map(({ url }) => url) }),
  };
  const document: Conversation = {
    ...withReplyGiven(taken.document),
    ...withMessages(taken.document, [message]),
    appPause: pause,
    turnCount: conversation.turnCount + 1,
    updatedAt: at,
  };
  const reply = { messageId, text, choices: [], media: attachments, citations: [] };
  const turn = { ...newTurn(document, { turnId: event.id, inbound: [], at }), reply, by: operator };
  const ended = conversation.appPause;
  return {
    document,
    writes: [
      put(turns.collection, event.id, newOwned(turn)),
      ...(taken.writes ?? []),
      logEntry(document, { eventId: event.id, kind: "reply", at, operator, text }),
    ],
    publish: taken.publish ?? [],
    schedule: pause ? [pauseTimer(conversation.id, pause)] : [],
    cancel: [...(taken.cancel ?? []), ...(ended ? [timerName(ended.id)] : [])],
  };
}

/** Takes the conversation over, unless an operator or this colleague already has it. */
function takeOver(
  conversation: Conversation,
  { event, operator, now }: { readonly event: Event<MessageEchoed>; readonly operator: string; readonly now: Date },
): Decision<Conversation> {
  const { handoff } = conversation;
  const has = handoff?.stage === "with_operator" && handoff.assignedTo === operator;
  if (has || holderOf(conversation) !== null) return { document: conversation };
  const data = { conversationId: conversation.id, action: "takeover", operator, text: null, force: true } as const;
  const outcome = applyOperatorAction(conversation, { eventId: event.id, data, config: null, now });
  if (outcome.type !== "done") throw new Error(`A forced takeover was refused: ${outcome.type}.`);
  const document: Conversation = { ...conversation, ...outcome.decision.document };
  return { ...outcome.decision, document };
}

function pauseAfter(id: string, config: TenantConfig, now: Date): Conversation["appPause"] {
  const minutes = config.conversation.app_pause_minutes;
  if (minutes === "until_given_back") return null;
  return { id, until: new Date(now.getTime() + minutes * 60_000).toISOString() };
}

function pauseTimer(conversationId: string, { id, until }: NonNullable<Conversation["appPause"]>): NewTask {
  const event = newEvent(appPauseEnded, conversationId, { conversationId, pauseId: id });
  return { ...event, name: timerName(id), at: new Date(until) };
}

function timerName(pauseId: string): string {
  return `app-pause-${pauseId}`;
}
