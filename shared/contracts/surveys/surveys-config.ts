import { z } from "zod";
import { TemplateChoice } from "../../channels/templates/template-choice.ts";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";

const scalePattern = /^(\d{1,3})\s*-\s*(\d{1,3})$/;

const Scale = z
  .string()
  .regex(scalePattern, 'must be the lowest and highest rating, such as "1-5"')
  .transform((text) => {
    const [, min, max] = scalePattern.exec(text) ?? [];
    return { min: Number(min), max: Number(max) };
  })
  .refine(({ min, max }) => min < max, 'must start with the lower rating, such as "1-5"');

const questionBase = {
  id: Name.optional().describe("Its id, unique in this list. Default: made from the text."),
  text: ShortText.describe("The question."),
  trigger: Name.default("post_service").describe(
    "When it is asked: post_booking, conversation_end, or a trigger of `POST /v1/triggers` such as post_service.",
  ),
  optional: z.boolean().default(false).describe("Whether the customer may skip it."),
};

function ofType<T extends string>(type: T) {
  return z.literal(type).describe("What kind of answer it takes.");
}

const Question = z
  .discriminatedUnion("type", [
    z.strictObject({
      ...questionBase,
      type: ofType("multiple_choice"),
      options: z.array(ShortText).min(2).describe("The answers to choose from."),
    }),
    z.strictObject({
      ...questionBase,
      type: ofType("rating"),
      scale: Scale.prefault("1-5").describe("The lowest and the highest rating."),
    }),
    z.strictObject({ ...questionBase, type: ofType("text") }),
  ])
  .transform((question) => ({ ...question, id: question.id ?? slug(question.text) }));

export const Surveys = z.strictObject({
  enabled: z.boolean().default(true).describe("False switches the section off."),
  questions: z
    .array(Question)
    .superRefine(uniqueBy((question) => question.id, "id"))
    .default([])
    .describe("The questions. Those of one trigger are asked one after the other."),
  repeat_after_days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe("Minimum number of days between two surveys of one trigger for a customer."),
  close_after_seconds: Seconds.min(60, "must be at least a minute: 60")
    .default(86_400)
    .describe("How long until an unfinished survey is closed."),
  template: TemplateChoice.optional().describe(
    "Starts a survey when the channel no longer accepts free text. {question} in its values is the first question.",
  ),
});

/** The section of a configuration that defines surveys. */
export interface SurveySections {
  readonly business_logic: { readonly surveys: z.output<typeof Surveys> };
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 60) || "question"
  );
}
