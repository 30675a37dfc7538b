import { z } from "zod";
import { Origin } from "../../../../shared/events/outreach/messages.ts";
import { Channel, ConversationId, exampleIds, webhookEvent } from "./webhook-event.ts";

const { conversation_id } = exampleIds;
const MessageId = z.string().describe("The message's id.");

export const messageEvents = {
  "message.received": webhookEvent({
    summary: "A customer wrote",
    personal: ["address", "name", "text"],
    data: z.object({
      conversation_id: ConversationId,
      message_id: MessageId,
      channel: Channel,
      address: z.string().describe("The customer's address on the channel."),
      name: z.string().nullable().describe("The customer's name as the channel tells it."),
      text: z.string().describe("What the customer wrote."),
      choice_id: z.string().nullable().describe("The button that was picked; null for typed text."),
      attachments: z.number().int().describe("The number of files. They are read through the API."),
    }),
    example: {
      conversation_id,
      message_id: "b1f0c2",
      channel: "whatsapp",
      address: "+919812345678",
      name: "Asha",
      text: "Are you open on Sunday?",
      choice_id: null,
      attachments: 0,
    },
  }),
  "message.sent": webhookEvent({
    summary: "The agent or an operator answered a customer",
    personal: ["messages"],
    data: z.object({
      conversation_id: ConversationId,
      turn_id: z.string().describe("The turn that answered."),
      channel: Channel,
      by: z.enum(["agent", "operator"]).describe("Who answered."),
      operator: z.string().nullable().describe("The operator's id; null for the agent."),
      messages: z
        .array(z.object({ message_id: MessageId, text: z.string().describe("What was said.") }))
        .describe("The reply's messages. What became of each is told by message.delivery_updated."),
    }),
    example: {
      conversation_id,
      turn_id: "a77d01",
      channel: "whatsapp",
      by: "agent",
      operator: null,
      messages: [{ message_id: "e90b44", text: "Yes, from 8 to 12." }],
    },
  }),
  "message.settled": webhookEvent({
    summary: "An unasked message (campaign, reminder, survey, receipt) was sent, skipped or deferred",
    personal: [],
    data: z.object({
      conversation_id: ConversationId,
      request_id: z.string().describe("The id under which the message was requested."),
      message_id: z.string().nullable().describe("The message's id; null when it was not sent."),
      origin: Origin.extend({ id: z.string().describe("That part's own id for it.") }).describe(
        "The part of the product that asked.",
      ),
      outcome: z.enum(["sent", "skipped", "deferred"]).describe("What came of it."),
      reason: z.string().nullable().describe("Why it was not sent, as a stable word."),
      until: z.string().nullable().describe("When a deferred message is tried again."),
    }),
    example: {
      conversation_id,
      request_id: "campaign-7-12",
      message_id: null,
      origin: { kind: "campaign", id: "7" },
      outcome: "skipped",
      reason: "opted-out",
      until: null,
    },
  }),
  "message.delivery_updated": webhookEvent({
    summary: "A provider reported that a message was sent, delivered, read or failed",
    personal: [],
    data: z.object({
      conversation_id: ConversationId,
      turn_id: z.string().describe("The turn that the message belongs to."),
      message_id: MessageId,
      status: z.enum(["queued", "sent", "delivered", "read", "failed"]).describe("What the provider reported."),
      error_code: z.string().nullable().describe("The provider's code of a failure."),
    }),
    example: { conversation_id, turn_id: "a77d01", message_id: "e90b44", status: "delivered", error_code: null },
  }),
};
