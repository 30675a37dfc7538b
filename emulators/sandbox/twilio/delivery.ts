import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "../../json.ts";
import type { MessageStatus, TwilioMessage } from "./messages.ts";
import { signTwilio } from "./signature.ts";

export type Form = Readonly<Record<string, string>>;

export interface DeliverySettings {
  /** False: messages keep their status without callbacks. */
  readonly progress: boolean;
  /** Delay between two statuses. */
  readonly stepMs: number;
  /** The final status of messages. */
  readonly finalStatus: "delivered" | "read" | "failed" | "undelivered" | "sent";
  /** The error code of `failed` and `undelivered`, such as 63016: outside WhatsApp's window of 24 hours. */
  readonly errorCode: number | null;
}

export const defaultDelivery: DeliverySettings = {
  progress: true,
  stepMs: 20,
  finalStatus: "delivered",
  errorCode: null,
};

/** Merges the given settings into the current ones, or returns an error message. */
export function parseTwilioSettings(given: JsonObject, before: DeliverySettings): DeliverySettings | string {
  const next = { ...before, ...given };
  if (typeof next.progress !== "boolean") return "progress must be true or false.";
  if (!Number.isInteger(next.stepMs) || next.stepMs < 0) return "stepMs must be a whole number of milliseconds.";
  if (!Object.hasOwn(steps, next.finalStatus)) return `finalStatus must be one of ${Object.keys(steps).join(", ")}.`;
  if (next.errorCode !== null && !Number.isInteger(next.errorCode)) return "errorCode must be a Twilio error code.";
  return next;
}

/** With doubled pauses about 6 s in all: longer than a killed product takes to come back. */
const attempts = 7;
const retryMs = 100;

const steps: Readonly<Record<DeliverySettings["finalStatus"], readonly MessageStatus[]>> = {
  sent: ["queued", "sent"],
  delivered: ["queued", "sent", "delivered"],
  read: ["queued", "sent", "delivered", "read"],
  undelivered: ["queued", "sent", "undelivered"],
  failed: ["queued", "failed"],
};

/**
 * Moves a message from queued to its final status and calls its StatusCallback at each status, in order. Ends early on
 * abort.
 */
export async function deliverByTwilio(
  message: TwilioMessage,
  settings: DeliverySettings,
  account: { readonly authToken: string; readonly now: () => Date; readonly signal: AbortSignal },
): Promise<void> {
  const { authToken, now, signal } = account;
  for (const status of steps[settings.finalStatus]) {
    await delay(settings.stepMs, undefined, { signal });
    message.status = status;
    message.updatedAt = now();
    if (status === "sent") message.sentAt = message.updatedAt;
    if (status === "failed" || status === "undelivered") message.errorCode = settings.errorCode ?? 30008;
    if (message.statusCallback) await postUntilAccepted(message.statusCallback, statusForm(message), authToken, signal);
  }
}

function statusForm(message: TwilioMessage): Form {
  return {
    AccountSid: message.accountSid,
    ApiVersion: "2010-04-01",
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: message.status,
    SmsSid: message.sid,
    SmsStatus: message.status,
    To: message.to,
    ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
  };
}

async function postUntilAccepted(url: string, form: Form, authToken: string, signal: AbortSignal): Promise<void> {
  const token = crypto.randomUUID();
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const status = await postSigned({ url, form, authToken, idempotencyToken: token, signal });
    if (status !== null && status < 500) return;
    if (attempt < attempts) await delay(retryMs * 2 ** (attempt - 1), undefined, { signal });
  }
}

/** Posts a form as Twilio does. Returns the status, or null without a response within 15 s (Twilio's timeout). */
export async function postSigned(call: {
  readonly url: string;
  /** The signed URL, if it differs from the called one, as behind a proxy. */
  readonly signedUrl?: string | undefined;
  readonly form: Form;
  readonly authToken: string;
  readonly idempotencyToken: string;
  readonly signal: AbortSignal;
}): Promise<number | null> {
  try {
    const response = await fetch(call.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "i-twilio-idempotency-token": call.idempotencyToken,
        "user-agent": "TwilioProxy/1.1",
        "x-twilio-signature": signTwilio(call.authToken, call.signedUrl ?? call.url, call.form),
      },
      body: new URLSearchParams(call.form).toString(),
      signal: AbortSignal.any([call.signal, AbortSignal.timeout(15_000)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null; // no response in time, which Twilio treats alike and retries
  }
}
