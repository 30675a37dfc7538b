import { z } from "zod";
import { type PaymentReported, paymentReported, paymentRequested } from "../../../shared/events/index.ts";
import { byCustomer, erasedCustomerId, mentions, type Person } from "../../../shared/platform/personal-data.ts";
import { type Owned, ownedDocument } from "../../../shared/runtime/owned-document.ts";

const Payment = z.object({
  id: z.string(),
  /** The payment request; null while only a provider's report has arrived, which may come first. */
  request: paymentRequested.schema.nullable(),
  status: z.literal(["requested", "paid", "refunded", "expired", "cancelled", "mismatched"]),
  paidMinor: z.number().int(),
  refundedMinor: z.number().int(),
  providerPaymentId: z.string().nullable(),
  /** Why the latest attempt to pay failed. The customer may try again. */
  lastFailure: z.string().nullable(),
  paidAt: z.string().nullable(),
  /** The provider's newest report of a dispute. */
  dispute: z.object({ amountMinor: z.number().int(), detail: z.string().nullable(), at: z.string() }).optional(),
  /** Reports that arrived before the request. */
  early: z.array(paymentReported.schema),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Payment = z.infer<typeof Payment>;

export const payments = ownedDocument<Payment>({
  name: "payments",
  state: Payment,
  indexes: [["updatedAt"], ["request.customerId"], ["status", "updatedAt desc"]],
  confidential: true,
  personal: {
    fields: ["state.request.recipient", "state.request.link", "state.lastFailure", "state.dispute", "outbox"],
    find: byCustomer("state.request.customerId"),
    afterErasure: withoutPayer,
  },
});

/**
 * Tax law requires payment records, without the payer (in India: Companies Act 2013, section 128: eight years). The
 * provider's own ids stay, because the provider's books are compared by them.
 */
function withoutPayer(payment: Owned<Payment>, person: Person): Owned<Payment> {
  const { request, dispute } = payment.state;
  const anonymised = request && {
    ...request,
    customerId: erasedCustomerId,
    conversationId: erasedCustomerId,
    recipient: { ...request.recipient, address: erasedCustomerId, name: null },
    link: null,
  };
  const undetailed = dispute && { dispute: { ...dispute, detail: null } };
  return {
    ...payment,
    state: { ...payment.state, request: anonymised, lastFailure: null, early: [], ...undetailed },
    // Checks of the link go on. Messages to the payer do not.
    outbox: payment.outbox.filter((entry) => !mentions(entry, person)),
  };
}

/** Maximum number of reports kept before the request arrives. A provider sends far fewer per payment. */
const earlyKept = 50;

export function unknownPayment(id: string, at: string): Payment {
  return {
    id,
    request: null,
    status: "requested",
    paidMinor: 0,
    refundedMinor: 0,
    providerPaymentId: null,
    lastFailure: null,
    paidAt: null,
    early: [],
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * Applies a report to a payment. Reports may arrive in any order. A late failure or expiry never undoes a payment. An
 * amount that differs from the request is left to a person and is not counted as paid. Pure.
 */
export function afterReport(payment: Payment, report: PaymentReported): Payment {
  const { request } = payment;
  if (!request) return { ...payment, early: [...payment.early, report].slice(-earlyKept), updatedAt: report.at };
  const settled = payment.status === "paid" || payment.status === "refunded" || payment.status === "mismatched";
  const next = { ...payment, updatedAt: report.at };
  switch (report.status) {
    case "paid": {
      if (payment.status === "paid" || payment.status === "refunded") return payment;
      const paidMinor = report.amountMinor ?? request.amountMinor;
      const fits = paidMinor === request.amountMinor && (report.currency ?? request.currency) === request.currency;
      const providerPaymentId = report.providerPaymentId ?? payment.providerPaymentId;
      return { ...next, status: fits ? "paid" : "mismatched", paidMinor, providerPaymentId, paidAt: report.at };
    }
    case "refunded": {
      const refundedMinor = Math.max(payment.refundedMinor, report.amountMinor ?? payment.paidMinor);
      const full = refundedMinor >= (payment.paidMinor || request.amountMinor);
      return { ...next, status: full ? "refunded" : payment.status, refundedMinor };
    }
    case "disputed": {
      const { detail, at } = report;
      if (payment.dispute && (payment.dispute.at > at || payment.dispute.detail === detail)) return payment;
      return { ...next, dispute: { amountMinor: report.amountMinor ?? payment.paidMinor, detail, at } };
    }
    case "failed":
      return settled ? payment : { ...next, lastFailure: report.detail ?? "failed" };
    case "expired":
    case "cancelled":
      return settled ? payment : { ...next, status: report.status };
  }
}
