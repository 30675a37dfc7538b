import { randomBytes, sign } from "node:crypto";
import type { JsonObject } from "../../json.ts";
import { sandboxSendGrid } from "../credentials.ts";
import type { WebhookTarget } from "../webhook.ts";

export const sendgridAnswerMs = 10_000;

/** A mail to one recipient. */
export interface Mail {
  /** `X-Message-Id`, the beginning of a `sg_message_id`. */
  readonly messageId: string;
  readonly sgMessageId: string;
  readonly email: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: JsonObject;
  readonly attachments: number;
  readonly customArgs: JsonObject;
  readonly categories: readonly string[];
  events: readonly string[];
}

const details: Readonly<Record<string, JsonObject>> = {
  processed: {},
  delivered: { response: "250 2.0.0 OK" },
  deferred: { response: "400 try again later", attempt: "1" },
  open: { useragent: "Mozilla/5.0", ip: "192.0.2.1", sg_machine_open: false },
  click: { useragent: "Mozilla/5.0", ip: "192.0.2.1", url: "https://example.com/" },
  bounce: {
    type: "bounce",
    status: "5.1.1",
    reason: "550 5.1.1 The email account that you tried to reach does not exist.",
    bounce_classification: "Invalid Address",
  },
  dropped: { reason: "Bounced Address", status: "5.0.0" },
  spamreport: {},
  unsubscribe: {},
};

export const eventNames: readonly string[] = Object.keys(details);

/** One webhook event. Custom arguments are beside its own fields (docs, "Event webhook: events"). */
export function eventOf(mail: Mail, event: string, now: Date, more: JsonObject = {}): JsonObject {
  return {
    email: mail.email,
    timestamp: Math.floor(now.getTime() / 1_000),
    "smtp-id": `<${mail.messageId}@geopod-ismtpd-1>`,
    event,
    ...(mail.categories.length > 0 ? { category: mail.categories } : {}),
    sg_event_id: randomBytes(16).toString("base64url"),
    sg_message_id: mail.sgMessageId,
    ...details[event],
    ...mail.customArgs,
    ...more,
  };
}

/**
 * Events as SendGrid posts them: ECDSA P-256 over the timestamp and the body, which ends in CRLF (docs, "Event webhook
 * security features"; webhooks.md).
 */
export function eventsWebhook(url: string, events: readonly JsonObject[], now: Date): WebhookTarget {
  const body = `[${events.map((event) => JSON.stringify(event)).join(",\r\n")}]\r\n`;
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = sign("sha256", Buffer.from(timestamp + body), sandboxSendGrid.webhookPrivateKey);
  const headers = {
    "content-type": "application/json",
    "user-agent": "SendGrid Event API",
    "x-twilio-email-event-webhook-signature": signature.toString("base64"),
    "x-twilio-email-event-webhook-timestamp": timestamp,
  };
  return { url, headers, body };
}
