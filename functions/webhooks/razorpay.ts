import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type PaymentReported, paymentReported } from "../../shared/events/index.ts";
import { parseJson } from "../../shared/http/body.ts";
import { Problem } from "../../shared/http/problem.ts";
import type { Bus } from "../../shared/platform/bus.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { Acknowledgement, Delivery, Webhook } from "./door.ts";

export interface RazorpayDependencies {
  /** The webhook secrets of a tenant's active configurations; none for what is no tenant. */
  webhookSecrets(tenantId: TenantId): Promise<readonly string[]>;
  readonly bus: Bus;
  readonly now: () => Date;
}

/** The notes our payment links carry; Razorpay copies them to the payments made by them. */
const Notes = z.object({ client_id: z.string(), payment_id: z.string().min(1).max(40) });
const Noted = z.union([Notes, z.unknown().transform(() => undefined)]);

const Payment = z.object({
  id: z.string(),
  amount: z.number().int(),
  amount_refunded: z.number().int().nullish(),
  currency: z.string(),
  error_description: z.string().nullish(),
  notes: Noted,
});
const Link = z.object({ amount_paid: z.number().int().nullish(), currency: z.string(), notes: Noted });

/** Only the fields used (razorpay.com/docs/webhooks/payloads). */
const RazorpayEvent = z.object({
  event: z.string(),
  created_at: z.number(),
  payload: z.object({
    payment: z.object({ entity: Payment }).optional(),
    payment_link: z.object({ entity: Link }).optional(),
  }),
});
type RazorpayEvent = z.infer<typeof RazorpayEvent>;

const acknowledged: Acknowledgement = { contentType: "application/json", body: "{}" };

const statuses: Readonly<Record<string, PaymentReported["status"]>> = {
  "payment_link.paid": "paid",
  "payment.captured": "paid",
  "payment.failed": "failed",
  "payment.refunded": "refunded",
  "refund.processed": "refunded",
  "payment_link.expired": "expired",
  "payment_link.cancelled": "cancelled",
};

/** Where Razorpay tells what became of a tenant's payments: in any order, for 24 hours, until it is answered. */
export function razorpayWebhook(deps: RazorpayDependencies): Webhook {
  return {
    path: "/webhooks/razorpay",
    mediaType: "application/json",
    maxBodyBytes: 256 * 1024,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(deps: RazorpayDependencies, delivery: Delivery, log: Logger): Promise<Acknowledgement> {
  const signature = delivery.header("x-razorpay-signature") ?? "";
  if (signature === "") throw new Problem(403, "signature-invalid", "X-Razorpay-Signature is missing.");
  const parsed = RazorpayEvent.safeParse(parseJson(delivery.rawBody));
  if (!parsed.success)
    throw new Problem(400, "body-invalid", `Not as Razorpay sends it: ${z.prettifyError(parsed.error)}`.slice(0, 500));
  const event = parsed.data;
  const notes = event.payload.payment_link?.entity.notes ?? event.payload.payment?.entity.notes;
  // Whose it is, is only a claim until that tenant's secret has signed it.
  const tenantId = TenantId.safeParse(notes?.client_id ?? delivery.query.get("client_id"));
  const secrets = tenantId.success ? await deps.webhookSecrets(tenantId.data) : [];
  if (!tenantId.success || !secrets.some((secret) => signs(secret, delivery.rawBody, signature)))
    throw new Problem(
      403,
      "signature-invalid",
      "The signature does not fit what was sent. Check the webhook secret, and give the webhook's URL ?client_id=.",
    );
  const status = Object.hasOwn(statuses, event.event) ? statuses[event.event] : undefined;
  if (!notes || !status) {
    log.info({ tenantId: tenantId.data, event: event.event }, "Not about a payment of ours");
    return acknowledged;
  }
  const paymentId = notes.payment_id;
  const eventId = delivery.header("x-razorpay-event-id") ?? signature;
  const id = deriveId("razorpay", tenantId.data, eventId);
  await deps.bus.publish([
    {
      id,
      type: paymentReported.type,
      tenantId: tenantId.data,
      key: paymentId,
      causationId: null,
      occurredAt: deps.now().toISOString(),
      data: reportOf(event, status, paymentId),
    },
  ]);
  log.info({ tenantId: tenantId.data, eventId: id, event: event.event, payment: paymentId }, "Payment reported");
  return acknowledged;
}

function reportOf(event: RazorpayEvent, status: PaymentReported["status"], paymentId: string): PaymentReported {
  const payment = event.payload.payment?.entity;
  const link = event.payload.payment_link?.entity;
  const paidMinor = link?.amount_paid ?? payment?.amount ?? null;
  return {
    paymentId,
    status,
    amountMinor: status === "refunded" ? (payment?.amount_refunded ?? null) : paidMinor,
    currency: payment?.currency ?? link?.currency ?? null,
    providerPaymentId: payment?.id ?? null,
    detail: payment?.error_description?.slice(0, 300) ?? null,
    at: new Date(event.created_at * 1_000).toISOString(),
  };
}

/** In constant time (razorpay.com/docs/webhooks/validate-test). */
function signs(secret: string, body: Buffer, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
