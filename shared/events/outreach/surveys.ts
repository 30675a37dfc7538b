import { z } from "zod";
import { TemplateUse } from "../conversation/content.ts";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";
import { Origin, Recipient } from "./messages.ts";

const base = { id: z.string(), text: z.string(), optional: z.boolean() };

/** A question as it was asked. A running survey does not change with the configuration. */
export const SurveyQuestion = z.discriminatedUnion("type", [
  z.object({ ...base, type: z.literal("multiple_choice"), options: z.array(z.string()) }),
  z.object({ ...base, type: z.literal("rating"), scale: z.object({ min: z.number().int(), max: z.number().int() }) }),
  z.object({ ...base, type: z.literal("text") }),
]);
export type SurveyQuestion = z.infer<typeof SurveyQuestion>;

/** A customer's answer: an option, a rating on the scale, their own words, or nothing. */
export const SurveyAnswer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("option"), questionId: z.string(), option: z.string(), at: z.string() }),
  z.object({ type: z.literal("rating"), questionId: z.string(), rating: z.number().int(), at: z.string() }),
  z.object({ type: z.literal("text"), questionId: z.string(), text: z.string(), at: z.string() }),
  z.object({ type: z.literal("skipped"), questionId: z.string(), at: z.string() }),
]);
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

/** A survey is to begin in a conversation. The `message-settled` of `requestId` reports whether it did. */
export const surveyRequested = eventType(
  "survey-requested",
  z.object({
    requestId: z.string(),
    origin: Origin,
    /** The trigger of its questions: `post_service`, `conversation_end`, … */
    trigger: z.string(),
    conversationId: z.string(),
    recipient: Recipient,
    template: TemplateUse.nullable(),
    unlessWrittenSince: z.string().nullable(),
    configName: z.string().nullable(),
  }),
);
export type SurveyRequested = z.infer<typeof surveyRequested.schema>;

/** A survey has waited long enough for answers. */
export const surveyCloseDue = eventType(
  "survey-close-due",
  z.object({ conversationId: z.string(), surveyId: z.string() }),
);

/** An ended survey. `declined`: the customer did not want it. `abandoned`: they never returned to it. */
export const EndedSurvey = z.object({
  surveyId: z.string(),
  status: z.literal(["completed", "declined", "abandoned"]),
  trigger: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  channel: ChannelType,
  questions: z.array(SurveyQuestion),
  answers: z.array(SurveyAnswer),
  startedAt: z.string(),
  endedAt: z.string(),
});

export const surveyCompleted = eventType("survey-completed", EndedSurvey);
export type SurveyCompleted = z.infer<typeof EndedSurvey>;
