import { isObject, textOf, textsOf } from "../../json.ts";
import { type Form, postSigned } from "./delivery.ts";
import { newSid, segments, type TwilioMessage } from "./messages.ts";

/** A customer's message in the control `POST /_sandbox/twilio/inbound`. */
export interface TwilioInbound {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly channel: "whatsapp" | "sms";
  /** The called webhook. */
  readonly url: string;
  readonly signedUrl: string | undefined;
  readonly mediaUrls: readonly string[];
  readonly profileName: string;
  /** How often the same webhook is posted, all at once. */
  readonly repeat: number;
  readonly token: string | undefined;
  /** Additional form fields, such as ButtonPayload, or overrides of the usual ones. */
  readonly fields: Form;
}

/** Parses the message, or returns an error message. */
export function parseTwilioInbound(body: unknown): TwilioInbound | string {
  if (!isObject(body)) return "The body must be a JSON object.";
  const { channel = "whatsapp", repeat = 1, mediaUrl } = body;
  for (const name of ["to", "from", "url"]) if (textOf(body[name]) === "") return `${name} is required.`;
  if (!URL.canParse(textOf(body.url))) return "url must be the webhook's URL.";
  if (channel !== "whatsapp" && channel !== "sms") return 'channel must be "whatsapp" or "sms".';
  if (!Number.isInteger(repeat) || Number(repeat) < 1) return "repeat must be a whole number above 0.";
  const prefix = channel === "whatsapp" ? "whatsapp:" : "";
  const withPrefix = (number: string) => (number.startsWith(prefix) ? number : prefix + number);
  const fields = isObject(body.fields) ? body.fields : {};
  return {
    to: withPrefix(textOf(body.to)),
    from: withPrefix(textOf(body.from)),
    body: textOf(body.body),
    channel,
    url: textOf(body.url),
    signedUrl: textOf(body.signedUrl) || undefined,
    mediaUrls: typeof mediaUrl === "string" ? [mediaUrl] : textsOf(mediaUrl),
    profileName: textOf(body.profileName) || "Customer",
    repeat: Number(repeat),
    token: textOf(body.token) || undefined,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
  };
}

/** The message in the account's log. */
export function inboundMessage(inbound: TwilioInbound, accountSid: string, now: Date): TwilioMessage {
  return {
    sid: inbound.fields.MessageSid ?? newSid(inbound.mediaUrls.length > 0 ? "MM" : "SM"),
    accountSid,
    from: inbound.from,
    to: inbound.to,
    body: inbound.body,
    messagingServiceSid: null,
    direction: "inbound",
    mediaCount: inbound.mediaUrls.length,
    statusCallback: null,
    status: "received",
    createdAt: now,
    sentAt: now,
    updatedAt: now,
    errorCode: null,
  };
}

/** Posts it `repeat` times at once. Returns the statuses in order, with null for no response. */
export function sendInbound(
  inbound: TwilioInbound,
  message: TwilioMessage,
  authToken: string,
  signal: AbortSignal,
): Promise<readonly (number | null)[]> {
  const { url, signedUrl, repeat } = inbound;
  const form = inboundForm(inbound, message);
  const call = { url, signedUrl, form, authToken, idempotencyToken: crypto.randomUUID(), signal };
  return Promise.all(Array.from({ length: repeat }, () => postSigned(call)));
}

function inboundForm(inbound: TwilioInbound, message: TwilioMessage): Form {
  const media = inbound.mediaUrls.flatMap((url, index) => [
    [`MediaUrl${index}`, url],
    [`MediaContentType${index}`, contentType(url)],
  ]);
  const whatsapp = { ProfileName: inbound.profileName, WaId: inbound.from.replace("whatsapp:+", "") };
  return {
    AccountSid: message.accountSid,
    ApiVersion: "2010-04-01",
    Body: message.body,
    From: message.from,
    MessageSid: message.sid,
    NumMedia: String(media.length / 2),
    NumSegments: String(segments(message.body)),
    SmsMessageSid: message.sid,
    SmsSid: message.sid,
    SmsStatus: "received",
    To: message.to,
    ...(inbound.channel === "whatsapp" ? { ...whatsapp, MessageType: media.length > 0 ? "image" : "text" } : {}),
    ...Object.fromEntries(media),
    ...inbound.fields,
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
};

function contentType(url: string): string {
  return contentTypes[url.split(".").at(-1)?.toLowerCase() ?? ""] ?? "image/jpeg";
}
