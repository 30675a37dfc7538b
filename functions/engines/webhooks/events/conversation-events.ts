import { z } from "zod";
import { Channel, ConversationId, CustomerId, exampleIds, Time, webhookEvent } from "./webhook-event.ts";

const { conversation_id, customer_id } = exampleIds;
const Operator = z.string().describe("The operator's id, or the help desk where it was done.");
const byOperator = z.object({ conversation_id: ConversationId, operator: Operator });
const exampleOperator = { conversation_id, operator: "ravi" };

export const conversationEvents = {
  "conversation.opened": webhookEvent({
    summary: "A customer's message began a session: the first one, or one after the last session ended",
    personal: [],
    data: z.object({ conversation_id: ConversationId, customer_id: CustomerId, channel: Channel, at: Time }),
    example: { ...exampleIds, channel: "web_chat", at: "2026-11-28T10:15:00.000Z" },
  }),
  "conversation.escalated": webhookEvent({
    summary: "The agent handed the conversation over to people",
    personal: [],
    data: z.object({
      conversation_id: ConversationId,
      reason: z.string().describe("The rule or signal that handed it over."),
      action: z.string().describe("What the configuration says is to be done."),
      priority: z.string().describe("How urgent it is."),
    }),
    example: { conversation_id, reason: "customer_asked", action: "human_agent_transfer", priority: "high" },
  }),
  "conversation.assigned": webhookEvent({
    summary: "An operator took the conversation",
    personal: [],
    data: byOperator,
    example: exampleOperator,
  }),
  "conversation.transferred": webhookEvent({
    summary: "An operator passed the conversation on",
    personal: [],
    data: byOperator.extend({
      to_operator: z.string().nullable().describe("The operator who is asked next; null for anybody."),
      to_department: z.string().nullable().describe("The department that is asked next; null for the same one."),
    }),
    example: { ...exampleOperator, to_operator: null, to_department: "billing" },
  }),
  "conversation.released": webhookEvent({
    summary: "An operator gave the conversation back to the agent",
    personal: [],
    data: byOperator,
    example: exampleOperator,
  }),
  "conversation.resolved": webhookEvent({
    summary: "An operator resolved the conversation",
    personal: [],
    data: byOperator,
    example: exampleOperator,
  }),
  "conversation.closed": webhookEvent({
    summary: "A conversation ended: it was resolved, or nobody wrote for as long as the configuration says",
    personal: [],
    data: z.object({
      conversation_id: ConversationId,
      reason: z.string().describe("Why it ended: resolved, idle, …"),
      at: Time,
    }),
    example: { conversation_id, reason: "idle", at: "2026-11-28T11:15:00.000Z" },
  }),
  "booking.requested": webhookEvent({
    summary: "A customer asked for a callback or an appointment",
    personal: ["reason"],
    data: z.object({
      conversation_id: ConversationId,
      request_id: z.string().describe("One request is one call, however often it is told."),
      kind: z.enum(["callback", "appointment"]).describe("What is wanted."),
      at: z.string().nullable().describe("The time that the customer named, with its offset; null for none yet."),
      time_zone: z.string().describe("The time zone of `at`."),
      customer_id: CustomerId,
      reason: z.string().describe("What it is about."),
    }),
    example: {
      conversation_id,
      request_id: "r-17",
      kind: "callback",
      at: "2026-11-29T16:00:00.000+05:30",
      time_zone: "Asia/Kolkata",
      customer_id,
      reason: "A question about the invoice",
    },
  }),
  "survey.ended": webhookEvent({
    summary: "A survey was answered, declined or abandoned",
    personal: ["answers"],
    data: z.object({
      conversation_id: ConversationId,
      survey_id: z.string().describe("The survey's id."),
      status: z.enum(["completed", "declined", "abandoned"]).describe("How it ended."),
      customer_id: CustomerId,
      questions: z
        .array(z.object({ id: z.string().describe("The question's id."), text: z.string().describe("Its words.") }))
        .describe("What was asked."),
      answers: z
        .array(
          z.object({
            question_id: z.string().describe("The question that it answers."),
            type: z.enum(["option", "rating", "text", "skipped"]).describe("Which of the following it has, if any."),
            option: z.string().optional().describe("The option that was picked."),
            rating: z.number().int().optional().describe("The rating on the question's scale."),
            text: z.string().optional().describe("The customer's own words."),
          }),
        )
        .describe("What the customer answered."),
    }),
    example: {
      conversation_id,
      survey_id: "s-4",
      status: "completed",
      customer_id,
      questions: [{ id: "q1", text: "How was the visit?" }],
      answers: [{ question_id: "q1", type: "rating", rating: 5 }],
    },
  }),
};
