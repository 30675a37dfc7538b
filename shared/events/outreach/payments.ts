import { z } from "zod";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";

const PaidLine = z.object({
  id: z.string(),
  name: z.string(),
  /** The price of one, in the currency's smallest unit. */
  priceMinor: z.number().int(),
  quantity: z.number().int(),
});
export type PaidLine = z.infer<typeof PaidLine>;

/** A customer was asked to pay, by a link or in cash. */
export const paymentRequested = eventType(
  "payment-requested",
  z.object({
    /** Our own id, which the provider stores as the reference. */
    paymentId: z.string(),
    method: z.literal(["link", "cash"]),
    conversationId: z.string(),
    customerId: z.string(),
    recipient: z.object({
      channel: ChannelType,
      accountAddress: z.string().nullable(),
      address: z.string(),
      name: z.string().nullable(),
    }),
    language: z.string(),
    config: z.object({ name: z.string(), version: z.number().int() }),
    lines: z.array(PaidLine),
    amountMinor: z.number().int(),
    currency: z.string(),
    link: z.object({ id: z.string(), url: z.string(), expiresAt: z.string() }).nullable(),
    /** The tenant's own text for a received payment, with {amount}, {items} and {customer_name}. */
    paidMessage: z.string().nullable(),
    /** The tenant's name, for its own message. */
    clientName: z.string().optional(),
  }),
);
export type PaymentRequested = z.infer<typeof paymentRequested.schema>;

/**
 * A status report of a payment, from a provider or from an operator who took cash. Reports come in any order and may
 * repeat.
 */
export const paymentReported = eventType(
  "payment-reported",
  z.object({
    paymentId: z.string(),
    status: z.literal(["paid", "failed", "refunded", "expired", "cancelled", "disputed"]),
    /** The total paid, refunded or disputed so far, in the smallest unit; null when the report does not say. */
    amountMinor: z.number().int().nullable(),
    currency: z.string().nullable(),
    providerPaymentId: z.string().nullable(),
    detail: z.string().nullable(),
    at: z.string(),
  }),
);
export type PaymentReported = z.infer<typeof paymentReported.schema>;

/** Time to query the provider, in case its webhook never arrived. */
export const paymentCheckDue = eventType(
  "payment-check-due",
  z.object({ paymentId: z.string(), attempt: z.number().int() }),
);
export type PaymentCheckDue = z.infer<typeof paymentCheckDue.schema>;

/** A payment was received or refunded. */
export const paymentSettled = eventType(
  "payment-settled",
  z.object({
    paymentId: z.string(),
    status: z.literal(["paid", "refunded"]),
    conversationId: z.string(),
    customerId: z.string(),
    lines: z.array(PaidLine),
    amountMinor: z.number().int(),
    currency: z.string(),
    at: z.string(),
  }),
);
export type PaymentSettled = z.infer<typeof paymentSettled.schema>;

/** A payment needs a person: a part was refunded, or the customer disputes it. */
export const paymentNeedsPerson = eventType(
  "payment-needs-person",
  z.object({
    paymentId: z.string(),
    kind: z.literal(["partial-refund", "dispute"]),
    conversationId: z.string(),
    customerId: z.string(),
    lines: z.array(PaidLine),
    amountMinor: z.number().int(),
    currency: z.string(),
    /** The provider's own words. */
    detail: z.string().nullable(),
    at: z.string(),
  }),
);
export type PaymentNeedsPerson = z.infer<typeof paymentNeedsPerson.schema>;
