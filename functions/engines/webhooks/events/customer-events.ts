import { z } from "zod";
import { Channel, CustomerId, exampleIds, Time, webhookEvent } from "./webhook-event.ts";

const { conversation_id, customer_id } = exampleIds;
const ofConversation = z
  .string()
  .optional()
  .describe("The conversation where it was said; absent when it was recorded elsewhere.");
const ofCustomer = z.string().optional().describe("The customer's id, where the report tells it.");

const optOut = z.object({
  conversation_id: ofConversation,
  customer_id: ofCustomer,
  channel: Channel,
  wording: z.string().describe("What the customer said or did, or who recorded it."),
});

export const customerEvents = {
  "contact.opted_out": webhookEvent({
    summary: "A customer wants no more unasked messages on a channel",
    personal: ["wording"],
    data: optOut,
    example: { conversation_id, channel: "sms", wording: "STOP" },
  }),
  "contact.opted_in": webhookEvent({
    summary: "A customer who had opted out wants messages again",
    personal: ["wording"],
    data: optOut,
    example: { ...exampleIds, channel: "sms", wording: "START" },
  }),
  "contact.erased": webhookEvent({
    summary: "Everything about a customer was erased here; erase what you keep of them",
    personal: [],
    data: z.object({ customer_id: CustomerId, at: Time }),
    example: { customer_id, at: "2026-11-28T10:20:00.000Z" },
  }),
  "consent.changed": webhookEvent({
    summary: "A consent was given or withdrawn",
    personal: ["wording"],
    data: z.object({
      conversation_id: ofConversation,
      customer_id: CustomerId,
      purpose: z.enum(["marketing", "data_collection", "recording"]).describe("What it allows."),
      channel: Channel,
      granted: z.boolean().describe("True for given, false for withdrawn."),
      wording: z.string().describe("What the customer agreed to or refused."),
      at: Time,
    }),
    example: {
      ...exampleIds,
      purpose: "marketing",
      channel: "whatsapp",
      granted: true,
      wording: "Send me offers on WhatsApp.",
      at: "2026-11-28T10:15:00.000Z",
    },
  }),
};
