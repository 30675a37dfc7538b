import { z } from "zod";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

const PaidLine = z.object({
  id: z.string(),
  name: z.string(),
  /** In the currency's smallest unit, of one. */
  priceMinor: z.number().int(),
  quantity: z.number().int(),
});
export type PaidLine = z.infer<typeof PaidLine>;

/** A customer was asked to pay: by a link, or in cash. */
export const paymentRequested = eventType(
  "payment-requested",
  z.object({
    /** Our own id; the provider knows it as the reference. */
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
    /** The tenant's own words for money that came in, with {amount}, {items} and {customer_name}. */
    paidMessage: z.string().nullable(),
    /** What the tenant is called in its own words. */
    clientName: z.string().optional(),
  }),
);
export type PaymentRequested = z.infer<typeof paymentRequested.schema>;

/** What a provider, or an operator with cash in hand, says of a payment; in any order and more than once. */
export const paymentReported = eventType(
  "payment-reported",
  z.object({
    paymentId: z.string(),
    status: z.literal(["paid", "failed", "refunded", "expired", "cancelled", "disputed"]),
    /** Paid, refunded so far or disputed, in the smallest unit; null where the report does not say. */
    amountMinor: z.number().int().nullable(),
    currency: z.string().nullable(),
    providerPaymentId: z.string().nullable(),
    detail: z.string().nullable(),
    at: z.string(),
  }),
);
export type PaymentReported = z.infer<typeof paymentReported.schema>;

/** Time to ask the provider, in case its webhook never came. */
export const paymentCheckDue = eventType(
  "payment-check-due",
  z.object({ paymentId: z.string(), attempt: z.number().int() }),
);
export type PaymentCheckDue = z.infer<typeof paymentCheckDue.schema>;

/** Money came in, or went back. */
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

/** A person has to look at a payment: a part went back, or the customer's bank asks for the money. */
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
    /** What the provider says of it. */
    detail: z.string().nullable(),
    at: z.string(),
  }),
);
export type PaymentNeedsPerson = z.infer<typeof paymentNeedsPerson.schema>;
