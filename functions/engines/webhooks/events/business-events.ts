import { z } from "zod";
import { ConversationId, CustomerId, exampleIds, Time, webhookEvent } from "./webhook-event.ts";

const payment = z.object({
  conversation_id: ConversationId,
  payment_id: z.string().describe("The payment's id, which the provider stores as the reference."),
  customer_id: CustomerId,
  amount_minor: z.number().int().describe("The amount, in the currency's smallest unit."),
  currency: z.string().describe("ISO 4217."),
});
const examplePayment = { ...exampleIds, payment_id: "p-31", amount_minor: 54_900, currency: "INR" };

export const businessEvents = {
  "payment.requested": webhookEvent({
    summary: "A customer was asked to pay",
    personal: [],
    data: payment.extend({ method: z.enum(["link", "cash"]).describe("How they are to pay.") }),
    example: { ...examplePayment, method: "link" },
  }),
  "payment.settled": webhookEvent({
    summary: "A payment was received or refunded",
    personal: [],
    data: payment.extend({ status: z.enum(["paid", "refunded"]).describe("What happened.") }),
    example: { ...examplePayment, status: "paid" },
  }),
  "payment.failed": webhookEvent({
    summary: "An attempt to pay failed, or the request expired or was cancelled",
    personal: [],
    data: payment.extend({
      status: z
        .enum(["failed", "expired", "cancelled"])
        .describe("After `failed` the customer may try again; the others are final."),
    }),
    example: { ...examplePayment, status: "expired" },
  }),
  "payment.needs_person": webhookEvent({
    summary: "A customer disputes a payment, or a part of it was refunded",
    personal: [],
    data: payment.extend({ kind: z.enum(["partial-refund", "dispute"]).describe("What happened.") }),
    example: { ...examplePayment, kind: "dispute" },
  }),
  "campaign.ended": webhookEvent({
    summary: "A campaign was completed or cancelled",
    personal: [],
    data: z.object({
      campaign_id: z.string().describe("The campaign's id."),
      name: z.string().describe("The name that it was given."),
      status: z.enum(["completed", "cancelled"]).describe("How it ended."),
      recipients: z.number().int().describe("The number of recipients."),
      sent: z.number().int().describe("The number of messages sent, as counted so far."),
      skipped: z.record(z.string(), z.number().int()).describe("The number of messages not sent, by reason."),
      at: Time,
    }),
    example: {
      campaign_id: "7",
      name: "Diwali",
      status: "completed",
      recipients: 1_200,
      sent: 1_140,
      skipped: { "opted-out": 60 },
      at: "2026-11-28T12:00:00.000Z",
    },
  }),
  "endpoint.disabled": webhookEvent({
    summary: "Another endpoint of yours accepted nothing for a day, or answered 410, and receives no more",
    personal: [],
    data: z.object({
      endpoint_id: z.string().describe("The endpoint's id."),
      url: z.string().describe("Its address."),
      reason: z.string().describe("Why nothing more is sent to it."),
      at: Time,
    }),
    example: {
      endpoint_id: "0b0e6a51-8f9a-4a53-9d3c-3f5a1f9e7c11",
      url: "https://old.example/hook",
      reason: "The server answered 410 Gone.",
      at: "2026-11-28T10:15:00.000Z",
    },
  }),
  "endpoint.test": webhookEvent({
    summary: "You asked for a test",
    personal: [],
    data: z.object({}),
    example: {},
  }),
};
