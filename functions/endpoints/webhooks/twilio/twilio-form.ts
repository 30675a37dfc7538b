import { z } from "zod";
import { placeText } from "../../../../shared/channels/details/place-text.ts";
import { traceIn } from "../../../../shared/channels/sending/report-ids.ts";
import type { Attachment, MessageDetails, Referral } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { type ReadContent, unreadContent, withDetails } from "../read-content.ts";

type MessagingChannel = "whatsapp" | "sms";

/** The sender or recipient of a message: the channel and the bare address (`+14155550100`). */
export interface TwilioEndpoint {
  readonly channel: MessagingChannel;
  readonly address: string;
}

export interface InboundMessage {
  readonly messageSid: string;
  readonly from: TwilioEndpoint;
  readonly to: TwilioEndpoint;
  readonly text: string;
  readonly choiceId: string | null;
  readonly customerName: string | null;
  readonly attachments: readonly Attachment[];
  readonly details?: MessageDetails;
  /** The SID of the quoted message. */
  readonly quotes: string | undefined;
}

const Sid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);
const Address = z.string().min(1).max(320);

/** Only the fields used: Twilio adds others without notice (twilio.com/docs/messaging/guides/webhook-request). */
const InboundForm = z.object({
  MessageSid: Sid,
  From: Address,
  To: Address,
  Body: z.string().default(""),
  ButtonText: z.string().optional(),
  ButtonPayload: z.string().optional(),
  ListTitle: z.string().optional(),
  ListId: z.string().optional(),
  /** Set by Advanced Opt-Out, which has already replied (twilio.com/docs/messaging/tutorials/advanced-opt-out). */
  OptOutType: z.string().optional(),
  ProfileName: z.string().optional(),
  /** A count that cannot be read loses no message: the files are found by their addresses. */
  NumMedia: z.coerce.number().int().min(0).catch(10),
  MessageType: z.string().optional(),
  Latitude: z.string().optional(),
  Longitude: z.string().optional(),
  Address: z.string().optional(),
  Label: z.string().optional(),
  OriginalRepliedMessageSid: z.string().optional(),
  ReferralHeadline: z.string().optional(),
  ReferralBody: z.string().optional(),
  ReferralSourceUrl: z.string().optional(),
  ReferralSourceType: z.string().optional(),
  ReferralSourceId: z.string().optional(),
  ReferralCtwaClid: z.string().optional(),
});

const StatusForm = z.object({ MessageSid: Sid, MessageStatus: z.string().min(1), ErrorCode: z.string().optional() });

const StatusQuery = z.object({
  t: z.string().min(1),
  c: z.string().min(1),
  u: z.string().min(1),
  m: z.string().min(1),
  w: z.string().optional(),
});

/** `whatsapp:+1415…` → WhatsApp; a bare number → SMS. */
function endpoint(address: string): TwilioEndpoint {
  const prefix = "whatsapp:";
  return address.startsWith(prefix)
    ? { channel: "whatsapp", address: address.slice(prefix.length) }
    : { channel: "sms", address };
}

/** @throws Problem 400 `form-invalid`, naming the missing or invalid fields. */
export function readInbound(form: URLSearchParams): InboundMessage {
  const fields = parse(InboundForm, form);
  return {
    messageSid: fields.MessageSid,
    from: endpoint(fields.From),
    to: endpoint(fields.To),
    ...contentOf(fields),
    quotes: fields.OriginalRepliedMessageSid || undefined,
    choiceId: fields.ButtonPayload ?? fields.ListId ?? optOutChoice(fields),
    customerName: fields.ProfileName ?? null,
    attachments: attachments(form, Math.min(fields.NumMedia, 10)),
  };
}

/** A kind of message without any content that the form tells, such as a contact, is named. */
function contentOf(fields: z.infer<typeof InboundForm>): ReadContent {
  const { Body, ButtonText, ListTitle, MessageType: kind, NumMedia } = fields;
  const place = placeOf(fields);
  const words = Body || (ButtonText ?? ListTitle ?? "");
  const shown = place ? [placeText(place), words].filter((text) => text !== "").join("\n") : words;
  const isUnread = shown === "" && NumMedia === 0 && kind !== undefined && kind !== "text";
  const unread = isUnread ? unreadContent(kind) : undefined;
  const content: ReadContent = { text: unread?.text ?? shown };
  return withDetails(content, { ...unread?.details, place, referral: referralOf(fields) });
}

/** Twilio docs, "WhatsApp: location messages". */
function placeOf({ Latitude: latitude, Longitude: longitude, Label, Address }: z.infer<typeof InboundForm>) {
  if (!latitude || !longitude) return undefined;
  return { latitude, longitude, name: Label ?? "", address: Address ?? "" };
}

/** Twilio docs, "WhatsApp: click-to-WhatsApp ads". */
function referralOf(fields: z.infer<typeof InboundForm>): Referral | undefined {
  const referral = {
    headline: fields.ReferralHeadline ?? "",
    text: fields.ReferralBody ?? "",
    url: fields.ReferralSourceUrl ?? null,
    sourceType: fields.ReferralSourceType ?? null,
    sourceId: fields.ReferralSourceId ?? null,
    clickId: fields.ReferralCtwaClid ?? null,
  };
  return Object.values(referral).some(Boolean) ? referral : undefined;
}

const optOutChoices: Readonly<Record<string, string>> = {
  STOP: "keyword:stop",
  START: "keyword:start",
  HELP: "keyword:help",
};

/** The tenant may define custom keywords at Twilio. Twilio treats "Yes" as START, but it is usually an answer. */
function optOutChoice({ OptOutType = "", Body }: z.infer<typeof InboundForm>): string | null {
  if (!Object.hasOwn(optOutChoices, OptOutType) || /^\s*yes\W*$/i.test(Body)) return null;
  return optOutChoices[OptOutType] ?? null;
}

/** Our delivery status by Twilio's. States that do not concern a message we sent are absent. */
const statuses: Readonly<Record<string, "queued" | "sent" | "delivered" | "read" | "failed">> = {
  accepted: "queued",
  scheduled: "queued",
  queued: "queued",
  sending: "queued",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "failed",
  undelivered: "failed",
  canceled: "failed",
};

/** @throws Problem 400 `form-invalid`. */
export function readTwilioStatus(form: URLSearchParams) {
  const { MessageSid, MessageStatus, ErrorCode } = parse(StatusForm, form);
  const status = Object.hasOwn(statuses, MessageStatus) ? statuses[MessageStatus] : undefined;
  return { providerMessageId: MessageSid, status, errorCode: ErrorCode ?? null };
}

/** The ids in the callback URL, which Twilio's signature covers. @throws Problem 400 `form-invalid`. */
export function readStatusQuery(query: URLSearchParams) {
  const { t, c, u, m, w } = parse(StatusQuery, query);
  return { tenantId: t, conversationId: c, turnId: u, messageId: m, trace: traceIn(w) };
}

function attachments(form: URLSearchParams, count: number): readonly Attachment[] {
  return Array.from({ length: count }, (_, index) => ({
    url: form.get(`MediaUrl${index}`) ?? "",
    contentType: form.get(`MediaContentType${index}`) ?? "application/octet-stream",
  })).filter(({ url }) => url !== "");
}

function parse<T extends z.ZodType>(schema: T, fields: URLSearchParams): z.infer<T> {
  const parsed = schema.safeParse(Object.fromEntries(fields));
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))].join(", ");
  throw new Problem(400, "form-invalid", `Missing or invalid fields: ${names}.`);
}
