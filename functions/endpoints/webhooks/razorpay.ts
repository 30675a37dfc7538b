import { z } from "zod";
import { type PaymentReported, paymentReported } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { parseJsonBody } from "../http/body.ts";
import { equalInConstantTime, hmacSha256 } from "./constant-time.ts";
import type { ProviderSecrets, SecretKind } from "./provider-secrets.ts";
import { envelopeOf, type Publishing, publishAll } from "./publishing/publish.ts";
import {
  type Acknowledgement,
  acknowledgedAsJson,
  signatureProblem,
  type Webhook,
  type WebhookDelivery,
} from "./webhook-endpoint.ts";

export interface RazorpayDependencies extends Publishing {
  readonly secrets: Pick<ProviderSecrets, "ofTenant">;
}

const WithWebhookSecret = z.object({ webhook_secret: z.string().optional() });

const signingSecret: SecretKind = {
  usualName: "RAZORPAY_WEBHOOK_SECRET",
  named: (config) =>
    config.integrations.available.flatMap(({ type, config: settings }) =>
      type === "payment" ? [WithWebhookSecret.safeParse(settings).data?.webhook_secret] : [],
    ),
};

/** The notes of our payment links. Razorpay copies them to the payments. */
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
const Dispute = z.object({
  amount: z.number().int(),
  reason_code: z.string().nullish(),
  reason_description: z.string().nullish(),
  status: z.string().nullish(),
  respond_by: z.number().nullish(),
});
const Link = z.object({ amount_paid: z.number().int().nullish(), currency: z.string(), notes: Noted });

/** Only the fields used (razorpay.com/docs/webhooks/payloads). */
const RazorpayEvent = z.object({
  event: z.string(),
  created_at: z.number(),
  payload: z.object({
    payment: z.object({ entity: Payment }).optional(),
    payment_link: z.object({ entity: Link }).optional(),
    dispute: z.object({ entity: Dispute }).optional(),
  }),
});
type RazorpayEvent = z.infer<typeof RazorpayEvent>;

const statuses: Readonly<Record<string, PaymentReported["status"]>> = {
  "payment_link.paid": "paid",
  "payment.captured": "paid",
  "payment.failed": "failed",
  "payment.refunded": "refunded",
  "refund.processed": "refunded",
  "payment.dispute.created": "disputed",
  "payment.dispute.action_required": "disputed",
  "payment.dispute.under_review": "disputed",
  "payment.dispute.won": "disputed",
  "payment.dispute.lost": "disputed",
  "payment.dispute.closed": "disputed",
  "payment_link.expired": "expired",
  "payment_link.cancelled": "cancelled",
};

/** Razorpay's webhook for payment events. They arrive in any order and are retried for 24 hours. */
export function razorpayWebhook(deps: RazorpayDependencies): Webhook {
  return {
    path: "/webhooks/razorpay",
    mediaType: "application/json",
    maxBodyBytes: 256 * 1024,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(deps: RazorpayDependencies, delivery: WebhookDelivery, log: Logger): Promise<Acknowledgement> {
  const signature = delivery.header("x-razorpay-signature") ?? "";
  if (signature === "") throw signatureProblem("X-Razorpay-Signature is missing.");
  const parsed = RazorpayEvent.safeParse(parseJsonBody(delivery.rawBody));
  if (!parsed.success)
    throw new Problem(
      400,
      "body-invalid",
      `The body is not a valid Razorpay event: ${z.prettifyError(parsed.error)}`.slice(0, 500),
    );
  const event = parsed.data;
  const notes = event.payload.payment_link?.entity.notes ?? event.payload.payment?.entity.notes;
  // The tenant is only a claim until that tenant's secret verifies it (razorpay.com/docs/webhooks/validate-test).
  const tenantId = TenantId.safeParse(notes?.client_id ?? delivery.query.get("client_id")).data;
  const secrets = tenantId ? await deps.secrets.ofTenant(tenantId, signingSecret) : [];
  const signed = secrets.some((secret) =>
    equalInConstantTime(hmacSha256(secret, delivery.rawBody, "hex"), signature.toLowerCase()),
  );
  if (!tenantId || !signed)
    throw signatureProblem("The signature does not match the body. Check the secret, and add ?client_id= to the URL.");
  const status = Object.hasOwn(statuses, event.event) ? statuses[event.event] : undefined;
  if (!notes || !status) {
    log.info({ tenantId, event: event.event }, "Ignored an event that is not about our payments");
    return acknowledgedAsJson;
  }
  const paymentId = notes.payment_id;
  const id = deriveId("razorpay", tenantId, delivery.header("x-razorpay-event-id") ?? signature);
  const data = reportOf(event, status, paymentId);
  await publishAll(deps, [envelopeOf(paymentReported, { id, tenantId, key: paymentId, at: deps.now(), data })], log);
  return acknowledgedAsJson;
}

function reportOf(event: RazorpayEvent, status: PaymentReported["status"], paymentId: string): PaymentReported {
  const payment = event.payload.payment?.entity;
  const link = event.payload.payment_link?.entity;
  const dispute = event.payload.dispute?.entity;
  const paidMinor = link?.amount_paid ?? payment?.amount ?? null;
  const amounts = { refunded: payment?.amount_refunded ?? null, disputed: dispute?.amount ?? null };
  return {
    paymentId,
    status,
    amountMinor: status === "refunded" || status === "disputed" ? amounts[status] : paidMinor,
    currency: payment?.currency ?? link?.currency ?? null,
    providerPaymentId: payment?.id ?? null,
    detail: (dispute ? disputeText(event.event, dispute) : payment?.error_description)?.slice(0, 300) ?? null,
    at: new Date(event.created_at * 1_000).toISOString(),
  };
}

/** `created: the goods did not come (goods_not_received), answer by 2026-12-01`. */
function disputeText(event: string, dispute: z.infer<typeof Dispute>): string {
  const { reason_description, reason_code, respond_by } = dispute;
  const reason = [reason_description, reason_code ? `(${reason_code})` : null].filter(Boolean).join(" ");
  const until = respond_by ? `, answer by ${new Date(respond_by * 1_000).toISOString().slice(0, 10)}` : "";
  return `${event.replace("payment.dispute.", "").replaceAll("_", " ")}${reason === "" ? "" : `: ${reason}`}${until}`;
}
