import { z } from "zod";
import { ConversationCore } from "../../../shared/contracts/conversation-summary.ts";
import {
  type Delivery,
  DeliveryStatus,
  laterStatus,
  MessageDelivery,
} from "../../../shared/contracts/delivery-progress.ts";
import { Attachment } from "../../../shared/events/attachment.ts";
import { Choice, TemplateUse } from "../../../shared/events/content.ts";
import { Thread } from "../../../shared/events/conversation.ts";
import { Spent } from "./handoff/spent.ts";
import { Handoff } from "./handoff/state.ts";

const Message = z.object({
  ...MessageDelivery.shape,
  turnId: z.string(),
  role: z.literal(["customer", "agent", "operator"]),
  /** Clipped to `textKept`; the turn record holds it whole. */
  text: z.string(),
  /** What the customer was given to pick from. */
  choices: z.array(Choice),
  at: z.string(),
  /** What was to go where the channel takes no free text any more; where it names none, the tenant's general one. */
  template: TemplateUse.optional(),
  /** Addresses of files that went with it. */
  files: z.array(z.string()).optional(),
});
export type Message = z.infer<typeof Message>;

export const Inbound = z.object({
  id: z.string(),
  text: z.string(),
  attachments: z.array(Attachment),
  /** Of what the customer picked, where they picked. */
  choiceId: z.string().nullable(),
  at: z.string(),
});
export type Inbound = z.infer<typeof Inbound>;

/** The engine's own fields; those of the features join them in conversations.ts. */
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
  spent: Spent,
  summary: z.string(),
  /** The newest messages, oldest first; older ones stand in the turn records. */
  recent: z.array(Message),
  /** How many messages left `recent` before a summary covered them: while no model answers. */
  unsummarised: z.number().int().optional(),
  /** Messages of an open burst, not answered yet. */
  pending: z.array(Inbound),
  burst: z.object({ id: z.string(), endsAt: z.string() }).nullable(),
  context: z.record(z.string(), z.string()),
  /** BCP 47, of the customer's newest message that had one. */
  language: z.string(),
  thread: Thread.nullable(),
  turnCount: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Conversation = z.infer<typeof Conversation>;

/** A customer who writes again after so long starts a new session, on the configuration active then. */
export const sessionIdleMs = 24 * 3_600_000;
/** Characters of a message that stay in the conversation document. */
export const textKept = 4_000;
/** Messages that stay in the document whatever the configuration says: it must fit 1 MiB sealed. */
export const messagesKept = 100;

/** What a channel's sender reports of one part of a message. */
export const SendReport = z.object({
  messageId: z.string(),
  status: DeliveryStatus,
  providerMessageId: z.string().nullable(),
  errorCode: z.string().nullable(),
  template: z.string().optional(),
  segments: z.number().int().optional(),
});
export type SendReport = z.infer<typeof SendReport>;

/** The conversation after what senders reported of its messages. Pure. */
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

/** Adds messages to the conversation. Those that no longer fit the document are counted, as no summary holds them. */
export function withMessages(
  { recent, unsummarised = 0 }: Pick<Conversation, "recent" | "unsummarised">,
  added: readonly Message[],
): Pick<Conversation, "recent" | "unsummarised"> {
  const clipped = added.map((message) => ({ ...message, text: clip(message.text, textKept) }));
  const all = [...recent, ...clipped];
  const dropped = Math.max(0, all.length - messagesKept);
  return { recent: all.slice(dropped), ...(dropped > 0 ? { unsummarised: unsummarised + dropped } : {}) };
}

/** Never cuts a surrogate pair in two. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text[length - 1] ?? "") ? length - 1 : length;
  return `${text.slice(0, end)} […]`;
}
