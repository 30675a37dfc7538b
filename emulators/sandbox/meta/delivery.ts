import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { objectOf } from "../../json.ts";
import { hmacSha256Signature, postWebhook, type WebhookTarget } from "../webhook.ts";
import { webhookError } from "./errors.ts";
import { type MetaSettings, statusSteps } from "./settings.ts";

/** A message sent by the business. */
export interface Sent {
  readonly id: string;
  readonly channel: "whatsapp" | "instagram";
  /** The phone number id or the Instagram account. */
  readonly from: string;
  readonly to: string;
  readonly body: unknown;
  readonly category: "service" | "utility";
  status: "accepted" | MetaSettings["finalStatus"];
  errorCode: number | null;
}

/** Meta's webhook timeout before it retries. */
const answerMs = 20_000;
const attempts = 4;
const retryMs = 100;

/** A business-scoped user id, such as `IN.13491208655302741918`. */
export const isUserId = (customer: string): boolean => /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(customer);

export const businessAccountId = "102290129340398";
export const newWamid = (): string => `wamid.${randomBytes(30).toString("base64")}`;

/**
 * A webhook signed as Meta signs it: HMAC-SHA256 of the body with the app's secret. Every slash and non-ASCII character
 * of the body is escaped (Meta docs, "Webhooks: validating payloads").
 */
export function metaWebhook(url: string, appSecret: string, payload: unknown): WebhookTarget {
  const body = JSON.stringify(payload)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/");
  const headers = {
    "content-type": "application/json",
    "user-agent": "facebookexternalua",
    "x-hub-signature-256": `sha256=${hmacSha256Signature(appSecret, body, "hex")}`,
  };
  return { url, headers, body };
}

export const postMeta = (webhook: WebhookTarget, signal: AbortSignal) => postWebhook(webhook, answerMs, signal);

/** Meta retries for up to seven days until it gets a 200. The sandbox tries four times. */
async function postUntilAccepted(webhook: WebhookTarget, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if ((await postMeta(webhook, signal)) === 200) return;
    if (attempt < attempts) await delay(retryMs * attempt, undefined, { signal });
  }
}

/** Moves a message to its final status and calls the webhook at each status, in order. Ends early on abort. */
export async function deliverByMeta(
  sent: Sent,
  end: Pick<MetaSettings, "finalStatus" | "errorCode">,
  settings: () => MetaSettings,
  { now, signal }: { readonly now: () => Date; readonly signal: AbortSignal },
): Promise<void> {
  const conversation = randomUUID().replaceAll("-", "");
  for (const status of statusSteps[end.finalStatus]) {
    await delay(settings().stepMs, undefined, { signal });
    sent.status = status;
    sent.errorCode = status === "failed" ? end.errorCode : null;
    const { webhookUrl, appSecret, times, echoes } = settings();
    const payload =
      sent.channel === "whatsapp" ? whatsappStatus(sent, conversation, now()) : instagramStatus(sent, echoes, now());
    if (webhookUrl === null || payload === null) continue;
    const webhook = metaWebhook(webhookUrl, appSecret, payload);
    for (let count = 0; count < times; count += 1) await postUntilAccepted(webhook, signal);
  }
}

export function whatsappEnvelope(phoneNumberId: string, value: object): unknown {
  const metadata = { display_phone_number: "15550783881", phone_number_id: phoneNumberId };
  const change = { value: { messaging_product: "whatsapp", metadata, ...value }, field: "messages" };
  return { object: "whatsapp_business_account", entry: [{ id: businessAccountId, changes: [change] }] };
}

function whatsappStatus(
  { id, from, to, body, status, category, errorCode }: Sent,
  conversation: string,
  now: Date,
): unknown {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const told =
    errorCode === null
      ? {
          conversation: { id: conversation, origin: { type: category } },
          pricing: { billable: category !== "service", pricing_model: "PMP", category },
        }
      : { errors: [webhookError(errorCode)] };
  // Callback data given with a send returns with its statuses.
  const data = objectOf(body).biz_opaque_callback_data;
  const callback = data === undefined ? {} : { biz_opaque_callback_data: data };
  const recipient = isUserId(to) ? { recipient_user_id: to } : { recipient_id: to };
  return whatsappEnvelope(from, { statuses: [{ id, status, timestamp, ...recipient, ...callback, ...told }] });
}

/** Instagram reports no delivery. It echoes sent messages and reports when they were seen. */
function instagramStatus({ id, from, to, status, body }: Sent, echoes: boolean, now: Date): unknown {
  const base = { sender: { id: from }, recipient: { id: to }, timestamp: now.getTime() };
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : {};
  const event =
    status === "read"
      ? { ...base, sender: { id: to }, recipient: { id: from }, read: { mid: id } }
      : { ...base, message: { mid: id, ...Object(message), is_echo: true } };
  if (status !== "read" && !(status === "sent" && echoes)) return null;
  return { object: "instagram", entry: [{ id: from, time: now.getTime(), messaging: [event] }] };
}
