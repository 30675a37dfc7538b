import { hmacSha256Signature, type WebhookTarget } from "../webhook.ts";
import { newId } from "./links.ts";

/** Razorpay's webhook timeout is 5 s (docs, "Webhooks: best practices"). */
export const razorpayAnswerMs = 5_000;

/** An event as Razorpay posts it: signed over the body, with the id in a header. The id is the same on every repeat. */
export function eventWebhook(given: {
  readonly url: string;
  readonly secret: string;
  readonly event: string;
  /** The contents of `payload`, by name. */
  readonly entities: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}): WebhookTarget & { readonly event: string } {
  const { url, secret, event, entities, createdAt } = given;
  const body = JSON.stringify({
    entity: "event",
    account_id: "acc_SandboxAccount",
    event,
    contains: Object.keys(entities),
    payload: Object.fromEntries(Object.entries(entities).map(([name, entity]) => [name, { entity }])),
    created_at: createdAt,
  });
  const headers = {
    "content-type": "application/json",
    "user-agent": "Razorpay-Webhook/v1",
    "x-razorpay-event-id": newId("evt").replace("evt_", ""),
    "x-razorpay-signature": hmacSha256Signature(secret, body, "hex"),
  };
  return { event, url, headers, body };
}

/**
 * The parameters of the redirect after payment, signed with the key's secret (docs, "Payment links: verify payment
 * signature").
 */
export function callbackParameters(
  link: { readonly id: string; readonly referenceId: string; readonly status: string },
  paymentId: string,
  keySecret: string,
): URLSearchParams {
  const signed = [link.id, link.referenceId, link.status, paymentId].join("|");
  return new URLSearchParams({
    razorpay_payment_id: paymentId,
    razorpay_payment_link_id: link.id,
    razorpay_payment_link_reference_id: link.referenceId,
    razorpay_payment_link_status: link.status,
    razorpay_signature: hmacSha256Signature(keySecret, signed, "hex"),
  });
}
