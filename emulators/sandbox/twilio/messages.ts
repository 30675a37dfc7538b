import { randomUUID } from "node:crypto";
import type { Answer } from "../../http.ts";
import { type JsonObject, textOf } from "../../json.ts";
import type { TwilioContent } from "./contents.ts";
import { twilioError } from "./errors.ts";

export type MessageStatus =
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "undelivered"
  | "received";

/** A message as the sandbox stores it. `resource` converts it to the API's form. */
export interface TwilioMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly messagingServiceSid: string | null;
  readonly direction: "outbound-api" | "inbound";
  readonly mediaCount: number;
  readonly statusCallback: string | null;
  readonly createdAt: Date;
  body: string;
  status: MessageStatus;
  sentAt: Date | null;
  updatedAt: Date;
  errorCode: number | null;
}

/** The state that the validation of a message needs. */
export interface Rules {
  /** Recipients who have sent STOP. */
  readonly optedOut: ReadonlySet<string>;
  /** The account's own numbers. Empty accepts any number. */
  readonly numbers: ReadonlySet<string>;
  /** Free text to this customer is refused: they wrote more than 24 hours ago. */
  readonly windowClosed?: boolean;
  /** The text of the Content SID, if known. */
  readonly content?: TwilioContent | undefined;
}

export const newSid = (prefix: string): string => prefix + randomUUID().replaceAll("-", "");

const address = /^(?:(whatsapp|messenger):)?(\+[1-9]\d{6,14})$/;
const alphanumericSender = /^[A-Za-z0-9 ]{2,11}$/;

/** Numbers that always fail (Twilio docs, "Test Credentials", magic input). */
const magicTo: Readonly<Record<string, readonly [code: number, message: string]>> = {
  "+15005550001": [21211, "The 'To' number +15005550001 is not a valid phone number."],
  "+15005550002": [
    21612,
    "The 'To' phone number: +15005550002, is not currently reachable using the 'From' phone number",
  ],
  "+15005550003": [21408, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number"],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "'To' number: +15005550009, is not a valid mobile number"],
};
const magicFrom: Readonly<Record<string, readonly [code: number, message: string]>> = {
  "+15005550001": [
    21212,
    "The 'From' number +15005550001 is not a valid phone number, shortcode, or alphanumeric sender ID.",
  ],
  "+15005550007": [
    21606,
    "The 'From' phone number provided (+15005550007) is not a valid message-capable Twilio number",
  ],
  "+15005550008": [21611, "This 'From' number has exceeded the maximum number of queued messages"],
};

/** Twilio's error for an invalid message, or null if it is valid. */
export function refusal(form: JsonObject, rules: Rules): Answer | null {
  const to = textOf(form.To);
  const from = textOf(form.From);
  const service = textOf(form.MessagingServiceSid);
  const body = textOf(form.Body);
  const refuse = (code: number, message: string) => twilioError(400, code, message);
  if (to === "") return refuse(21604, "A 'To' phone number is required.");
  if (from === "" && service === "") return refuse(21603, "A 'From' phone number is required.");
  const recipient = address.exec(to);
  if (!recipient) return refuse(21211, `Invalid 'To' Phone Number: ${to}`);
  const sender = address.exec(from);
  if (from !== "" && !sender && !alphanumericSender.test(from)) {
    return refuse(
      21212,
      `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
    );
  }
  const known = magicTo[to] ?? magicFrom[from];
  if (known) return refuse(...known);
  if (from !== "" && recipient[1] !== sender?.[1]) {
    return refuse(21910, "Invalid From and To pair. From and To should be of the same channel");
  }
  if (from !== "" && rules.numbers.size > 0 && !rules.numbers.has(from)) {
    return recipient[1]
      ? refuse(63007, "Twilio could not find a Channel with the specified From address")
      : refuse(21659, `'From' ${from} is not a Twilio phone number or Short Code country mismatch`);
  }
  if (body === "" && form.MediaUrl === undefined && textOf(form.ContentSid) === "") {
    return refuse(21602, "Message body is required.");
  }
  if ([...body].length > 1_600) return refuse(21617, "The concatenated message body exceeds the 1600 character limit");
  if (rules.windowClosed) {
    return refuse(63016, "Failed to send freeform message because you are outside the allowed window.");
  }
  if (rules.content?.status === "rejected") return refuse(63041, "Template rejected");
  if (rules.content?.status === "paused") return refuse(63040, "Template paused");
  if (rules.optedOut.has(to)) return refuse(21610, "Attempt to send to unsubscribed recipient");
  return null;
}

/** The API's message resource (Twilio docs, "Messages resource"). Dates are RFC 2822 in UTC. */
export function resource(message: TwilioMessage): JsonObject {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    account_sid: message.accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt && rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : `Twilio error ${message.errorCode}`,
    from: message.from === "" ? null : message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.mediaCount),
    num_segments: String(segments(message.body)),
    price: null,
    price_unit: "USD",
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

const rfc2822 = (date: Date): string => date.toUTCString().replace("GMT", "+0000");

const gsm7 = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ^{}\\[\]~|€]*$/;

/**
 * One segment has 160 GSM-7 characters or 70 UTF-16 units. In several segments, each has 153 or 67 (Twilio docs, "SMS
 * character limits").
 */
export function segments(body: string): number {
  const [single, several] = gsm7.test(body) ? [160, 153] : [70, 67];
  return body.length <= single ? 1 : Math.ceil(body.length / several);
}
