import { z } from "zod";
import { paymentReported } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { type ApiRequest, type Route, route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { type Payment, payments } from "./payment.ts";
import { recordPayment } from "./record.ts";

const Status = z.enum(["requested", "paid", "refunded", "expired", "cancelled", "mismatched"]);
const ById = z.object({ id: z.string().min(1).max(64) });
type ById = z.infer<typeof ById>;

const PaymentView = z
  .object({
    payment_id: z.string(),
    status: Status,
    method: z.enum(["link", "cash"]).nullable(),
    conversation_id: z.string().nullable(),
    items: z.array(
      z.object({ id: z.string(), name: z.string(), quantity: z.number().int(), price_minor: z.number().int() }),
    ),
    /** In the currency's smallest unit. */
    amount_minor: z.number().int().nullable(),
    paid_minor: z.number().int(),
    refunded_minor: z.number().int(),
    currency: z.string().nullable(),
    url: z.string().nullable(),
    provider_payment_id: z.string().nullable(),
    last_failure: z.string().nullable(),
    paid_at: z.string().nullable(),
    dispute: z
      .object({ amount_minor: z.number().int(), detail: z.string().nullable(), at: z.string() })
      .nullable()
      .describe("The newest that the provider said of a dispute."),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Payment" });

function paymentView(payment: Payment): z.infer<typeof PaymentView> {
  const { request } = payment;
  return {
    payment_id: payment.id,
    status: payment.status,
    method: request?.method ?? null,
    conversation_id: request?.conversationId ?? null,
    items: (request?.lines ?? []).map(({ id, name, quantity, priceMinor }) => ({
      id,
      name,
      quantity,
      price_minor: priceMinor,
    })),
    amount_minor: request?.amountMinor ?? null,
    paid_minor: payment.paidMinor,
    refunded_minor: payment.refundedMinor,
    currency: request?.currency ?? null,
    url: request?.link?.url ?? null,
    provider_payment_id: payment.providerPaymentId,
    last_failure: payment.lastFailure,
    paid_at: payment.paidAt,
    dispute: disputeView(payment),
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
  };
}

function disputeView({ dispute }: Payment): z.infer<typeof PaymentView>["dispute"] {
  return dispute ? { amount_minor: dispute.amountMinor, detail: dispute.detail, at: dispute.at } : null;
}

const tag = "Payments";

export function paymentRoutes(dependencies: {
  readonly runner: Runner;
  readonly documents: Documents;
  readonly now: () => Date;
}): Route[] {
  const { runner, documents, now } = dependencies;
  return [
    route({
      method: "GET",
      path: "/v1/payments",
      operationId: "listPayments",
      summary: "List payments, newest first",
      description: "Payments by link and in cash.",
      tag,
      permission: "payments:read",
      query: Paging.extend({ status: Status.optional() }),
      reply: pageOf(PaymentView),
      async handle({ identity, query }) {
        const page = await documents.query(identity.tenantId, payments.collection, {
          where: query.status ? [["state.status", "==", query.status]] : [],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          limit: query.limit,
          cursor: query.cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => paymentView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/payments/:id",
      operationId: "getPayment",
      summary: "Get a payment: its request and its status",
      description: "Amounts are in the currency's smallest unit.",
      problems: { 404: ["payment-not-found"] },
      tag,
      permission: "payments:read",
      params: ById,
      reply: PaymentView,
      async handle({ identity, params }) {
        return { status: 200, body: paymentView(await requirePayment(documents, identity.tenantId, params.id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/payments/:id/cash-received",
      operationId: "receiveCash",
      summary: "Record that a cash payment was received in full",
      description: "Only for a payment that is to be made in cash. The provider reports all others.",
      problems: { 404: ["payment-not-found"], 409: ["payment-not-cash"] },
      tag,
      permission: "payments:operate",
      params: ById,
      reply: PaymentView,
      async handle({ identity, params, idempotencyKey }: ApiRequest<ById, unknown, unknown>) {
        const before = await requirePayment(documents, identity.tenantId, params.id);
        if (before.request?.method !== "cash")
          throw new Problem(
            409,
            "payment-not-cash",
            "This payment uses a link, so only its provider reports when it is paid.",
          );
        const at = now();
        const data = {
          paymentId: params.id,
          status: "paid" as const,
          amountMinor: before.request.amountMinor,
          currency: before.request.currency,
          providerPaymentId: null,
          detail: `received in cash by ${identity.subject}`,
          at: at.toISOString(),
        };
        const report = { action: "cash", key: params.id, data, at };
        const after = await runner.run(
          recordPayment,
          requestedEvent(paymentReported, { identity, idempotencyKey }, report),
        );
        return {
          status: 200,
          body: paymentView(after ?? (await requirePayment(documents, identity.tenantId, params.id))),
        };
      },
    }),
  ];
}

function requirePayment(documents: Documents, tenantId: TenantId, id: string): Promise<Payment> {
  return requireState(documents, tenantId, payments, { id, what: "payment" });
}
