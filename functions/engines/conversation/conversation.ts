import { z } from "zod";
import {
  ConversationCore,
  KeptMessage,
  keptText,
  PendingMessage,
} from "../../../shared/contracts/conversation/conversation-summary.ts";
import { ObservedRollout } from "../../../shared/contracts/metrics/rollout-observations.ts";
import {
  type Delivery,
  DeliveryStatus,
  laterStatus,
  MessageDelivery,
} from "../../../shared/contracts/sending/delivery-progress.ts";
import { Attachment } from "../../../shared/events/conversation/attachment.ts";
import { Choice, TemplateUse } from "../../../shared/events/conversation/content.ts";
import { Thread } from "../../../shared/events/conversation/conversation.ts";
import { MessageDetails } from "../../../shared/events/conversation/message-details.ts";
import { Unanswered } from "../../../shared/events/conversation/unanswered.ts";
import { newestWithinBytes } from "../../../shared/schema/byte-budget.ts";
import { Snooze } from "./handoff/actions/snooze.ts";
import { Replied, Spent } from "./handoff/spent.ts";
import { Handoff } from "./handoff/state.ts";
import { Whisper } from "./handoff/whisper.ts";
import { limits } from "./limits.ts";
import { VoiceNote } from "./voice-note.ts";

const Message = z.object({
  ...MessageDelivery.shape,
  ...KeptMessage.shape,
  turnId: z.string(),
  /** What the customer was given to pick from. */
  choices: z.array(Choice),
  at: z.string(),
  /**
   * The template to send once the channel's free-text window has closed. If absent, the tenant's general template is
   * sent.
   */
  template: TemplateUse.optional(),
  /** URLs of the files sent with the message. */
  files: z.array(z.string()).optional(),
  /** What the customer's message refers to, in lines for the agent. */
  about: z.array(z.string()).optional(),
});
export type Message = z.infer<typeof Message>;

export const Inbound = z.object({
  ...PendingMessage.shape,
  attachments: z.array(Attachment),
  /** The id of the choice that the customer picked, or null. */
  choiceId: z.string().nullable(),
  /** The whole message, where `text` is only what is new in it. */
  original: z.string().optional(),
  at: z.string(),
  /** Why nothing answered it. */
  unanswered: Unanswered.optional(),
  voice: VoiceNote.optional(),
  /** What the message holds besides its text and files. */
  details: MessageDetails.optional(),
  /** The id of the customer's earlier message whose wording this one replaces. */
  edits: z.string().optional(),
  /** The earlier wordings, oldest first, of a message that the customer changed. */
  earlier: z.array(z.string()).optional(),
  /** When the customer deleted it. Its words and files are gone. */
  deletedAt: z.string().optional(),
});
export type Inbound = z.infer<typeof Inbound>;

/** The engine's own fields. `conversations.ts` adds the features' fields. */
export const Conversation = z.object({
  ...ConversationCore.shape,
  escalation: z
    .object({
      reason: z.string(),
      action: z.string(),
      priority: z.string(),
      at: z.string(),
      operator: z.string().nullable(),
    })
    .nullable(),
  handoff: Handoff.nullable(),
  /** Ids of the labels that operators set. Absent: none. */
  labels: z.array(z.string()).optional(),
  /** Set while an operator has put the conversation off. */
  snooze: Snooze.optional(),
  /** What operators told the agent for its next answer, oldest first. Absent: nothing. */
  whispers: z.array(Whisper).optional(),
  spent: Spent,
  /** Absent before the first automatic answer, and after a person gave the conversation back. */
  replied: Replied.optional(),
  summary: z.string(),
  /** The newest messages, oldest first. Older messages are in the turn records. */
  recent: z.array(Message),
  /** The number of messages that left `recent` before a summary covered them. This happens while no model answers. */
  unsummarised: z.number().int().optional(),
  /** Unanswered messages of an open burst. */
  pending: z.array(Inbound),
  burst: z.object({ id: z.string(), endsAt: z.string() }).nullable(),
  /** Ids of the newest messages that the customer deleted. */
  deleted: z.array(z.string()).optional(),
  context: z.record(z.string(), z.string()),
  thread: Thread.nullable(),
  turnCount: z.number().int(),
  /** When the session began. Absent in a session that an older release began. */
  sessionAt: z.string().optional(),
  createdAt: z.string(),
  /** Absent outside a rollout. */
  rollout: ObservedRollout.optional(),
  /** A machine on the other side repeats itself. Absent once something else was said. */
  loop: z.literal("bot").optional(),
  /** The newest experiment that the conversation took part in. */
  exposedTo: z.string().optional(),
});
export type Conversation = z.infer<typeof Conversation>;

/** Maximum messages kept in the document, whatever the configuration says. `limits.recent` bounds their bytes. */
export const maxRecentMessages = 100;

/** What a channel's sender reports about one part of a message. */
export const SendReport = z.object({
  messageId: z.string(),
  status: DeliveryStatus,
  providerMessageId: z.string().nullable(),
  errorCode: z.string().nullable(),
  template: z.string().optional(),
  segments: z.number().int().optional(),
});
export type SendReport = z.infer<typeof SendReport>;

/** The delivery's code of an answer that never left, because its turn became a dead letter. */
export const notSent = "not-sent";

/** True for a message that was given up and left to a person: a replay of its dead letter does not send it. */
export function isGivenUp({ recent }: Pick<Conversation, "recent">, messageId: string): boolean {
  return recent.some(({ id, delivery }) => id === messageId && delivery?.errorCode === notSent);
}

/** Returns the conversation updated with the senders' reports. Pure. */
export function withReports<C extends Conversation>(conversation: C, reports: readonly SendReport[]): C {
  const recent = conversation.recent.map((message) =>
    reports.filter((report) => report.messageId === message.id).reduce(withReport, message),
  );
  return { ...conversation, recent };
}

function withReport(message: Message, report: SendReport): Message {
  const before: Delivery = message.delivery ?? { status: "queued", providerMessageIds: [], errorCode: null };
  const { providerMessageId, template, segments } = report;
  return {
    ...message,
    delivery: {
      ...before,
      ...(template === undefined ? {} : { template }),
      ...(segments === undefined ? {} : { segments: (before.segments ?? 0) + segments }),
      status: laterStatus(before.status, report.status),
      providerMessageIds:
        providerMessageId === null ? before.providerMessageIds : [...before.providerMessageIds, providerMessageId],
      errorCode: report.errorCode ?? before.errorCode,
    },
  };
}

/**
 * Adds messages to the conversation. Counts the messages dropped because the document is full: no summary covers them.
 */
export function withMessages(
  { recent, unsummarised = 0 }: Pick<Conversation, "recent" | "unsummarised">,
  added: readonly Message[],
): Pick<Conversation, "recent" | "unsummarised"> {
  const clipped = added.map((message) => ({ ...message, text: keptText(message.text) }));
  const all = [...recent, ...clipped];
  const kept = newestWithinBytes(all.slice(-maxRecentMessages), limits.recent);
  const dropped = all.length - kept.length;
  return { recent: kept, ...(dropped > 0 ? { unsummarised: unsummarised + dropped } : {}) };
}
