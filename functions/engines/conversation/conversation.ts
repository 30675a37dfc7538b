import { z } from "zod";
import { Attachment } from "../../../shared/events/attachment.ts";
import { Choice, TemplateUse } from "../../../shared/events/content.ts";
import { ChannelType, Thread } from "../../../shared/events/conversation.ts";
import { Spent } from "./handoff/spent.ts";
import { Handoff } from "./handoff/state.ts";

export const DeliveryStatus = z.literal(["queued", "sent", "delivered", "read", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

const Delivery = z.object({
  status: DeliveryStatus,
  /** One for each part the channel needed, in order. */
  providerMessageIds: z.array(z.string()),
  errorCode: z.string().nullable(),
  /** The template that went instead, where the channel took no free text any more. */
  template: z.string().optional(),
  /** Of SMS: how many it is paid as. */
  segments: z.number().int().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

const Message = z.object({
  id: z.string(),
  turnId: z.string(),
  role: z.literal(["customer", "agent", "operator"]),
  /** Clipped to `textKept`; the turn record holds it whole. */
  text: z.string(),
  /** What the customer was given to pick from. */
  choices: z.array(Choice),
  at: z.string(),
  delivery: Delivery.nullable(),
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
  id: z.string(),
  channel: ChannelType,
  accountAddress: z.string().nullable(),
  customer: z.object({ id: z.string(), address: z.string(), name: z.string().nullable() }),
  /** The version it started with, which it keeps until it is resolved or has rested for `sessionIdleMs`. */
  config: z.object({ name: z.string(), version: z.number().int() }),
  status: z.literal(["active", "escalated", "resolved"]),
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
  /** Messages of an open burst, not answered yet. */
  pending: z.array(Inbound),
  burst: z.object({ id: z.string(), endsAt: z.string() }).nullable(),
  context: z.record(z.string(), z.string()),
  /** BCP 47, of the customer's newest message that had one. */
  language: z.string(),
  /** When the customer last wrote: channels' windows for free text count from here. Null before the first time. */
  lastInboundAt: z.string().nullable(),
  thread: Thread.nullable(),
  turnCount: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Conversation = z.infer<typeof Conversation>;

/** A customer who writes again after so long starts a new session, on the configuration active then. */
export const sessionIdleMs = 24 * 3_600_000;
/** Characters of a message that stay in the conversation document. */
const textKept = 4_000;
/** Messages that stay in the document whatever the configuration says: it must fit 1 MiB sealed. */
const messagesKept = 100;

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
      status: furthest(before.status, report.status),
      providerMessageIds:
        providerMessageId === null ? before.providerMessageIds : [...before.providerMessageIds, providerMessageId],
      errorCode: report.errorCode ?? before.errorCode,
    },
  };
}

const order: readonly DeliveryStatus[] = ["queued", "sent", "failed", "delivered", "read"];

/** A status never goes backwards: providers' callbacks come in any order, and a delivered message did not fail. */
export function furthest(before: DeliveryStatus, after: DeliveryStatus): DeliveryStatus {
  return order.indexOf(after) > order.indexOf(before) ? after : before;
}

export function withMessages(recent: readonly Message[], added: readonly Message[]): Message[] {
  const clipped = added.map((message) => ({ ...message, text: clip(message.text, textKept) }));
  return [...recent, ...clipped].slice(-messagesKept);
}

/** Never cuts a surrogate pair in two. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text[length - 1] ?? "") ? length - 1 : length;
  return `${text.slice(0, end)} […]`;
}
