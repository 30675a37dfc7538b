import { z } from "zod";
import { Appointment } from "../../../shared/contracts/appointment.ts";
import { ConversationSummary, conversationSummaries } from "../../../shared/contracts/conversation-summary.ts";
import {
  type Delivery,
  DeliveryStatus,
  furthest,
  MessageDelivery,
} from "../../../shared/contracts/delivery-progress.ts";
import { Attachment, Choice, TemplateUse, Thread } from "../../../shared/events/index.ts";
import { ownedDocument, type Settled } from "../../../shared/runtime/owned-document.ts";
import { Collecting } from "./features/data-collection/state.ts";
import { Offer } from "./features/offers/state.ts";
import { OptOut, optOutAfter } from "./features/opt-out/state.ts";
import { Survey } from "./features/surveys/state.ts";
import { isTicketReport, withTicketReports } from "./handoff/settle.ts";
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

const Conversation = z.object({
  ...ConversationSummary.shape,
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
  thread: Thread.nullable(),
  optOut: OptOut.nullable().default(null),
  appointments: z.array(Appointment).default([]),
  survey: Survey.nullable().default(null),
  offers: z.array(Offer).default([]),
  collecting: Collecting.nullable().default(null),
  /** Of the timer that closes the session when it has been idle. */
  idleTimer: z.string().nullable().default(null),
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

export const conversations = ownedDocument<Conversation>({
  name: conversationSummaries.name,
  state: Conversation,
  indexes: [
    ["updatedAt"],
    ["customer.id", "updatedAt desc"],
    ["status", "updatedAt desc"],
    ["handoff.open", "handoff.order asc"],
    ["handoff.stage", "handoff.order asc"],
    ["handoff.open", "handoff.department", "handoff.order asc"],
    ["handoff.stage", "handoff.department", "handoff.order asc"],
    ["handoff.open", "handoff.assignedTo", "handoff.order asc"],
  ],
  confidential: true,
  settle: settleDelivery,
});

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

function settleDelivery(state: Conversation, settled: readonly Settled[], now: Date): Conversation {
  if (settled.length === 0) return state;
  const results = settled.map(({ result }) => result);
  const handoff = withTicketReports(state.handoff, results);
  const reports = results.filter((result) => !isTicketReport(result)).map((result) => SendReport.parse(result));
  const recent = state.recent.map((message) =>
    reports.filter((report) => report.messageId === message.id).reduce(withReport, message),
  );
  const optOut = optOutAfter(state.optOut, reports, now);
  return { ...state, handoff, recent, optOut, updatedAt: now.toISOString() };
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
