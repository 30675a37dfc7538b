import { z } from "zod";
import { TemplateChoice } from "../channels/templates/template-choice.ts";
import { Name, Seconds, ShortText, uniqueBy } from "../schema/scalars.ts";

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
  id: Name.optional(),
  text: ShortText,
  /** `post_booking`, `conversation_end`, or an external trigger (`POST /v1/triggers`) such as `post_service`. */
  trigger: Name.default("post_service"),
  optional: z.boolean().default(false),
};

const Question = z
  .discriminatedUnion("type", [
    z.strictObject({ ...questionBase, type: z.literal("multiple_choice"), options: z.array(ShortText).min(2) }),
    z.strictObject({ ...questionBase, type: z.literal("rating"), scale: Scale.prefault("1-5") }),
    z.strictObject({ ...questionBase, type: z.literal("text") }),
  ])
  .transform((question) => ({ ...question, id: question.id ?? slug(question.text) }));

/** Survey questions and their triggers. The questions of one trigger are asked one after the other. */
export const Surveys = z.strictObject({
  enabled: z.boolean().default(true),
  questions: z
    .array(Question)
    .superRefine(uniqueBy((question) => question.id, "id"))
    .default([]),
  /** Minimum number of days between two surveys of one trigger for a customer. */
  repeat_after_days: z.number().int().min(1).max(3650).default(30),
  /** Seconds until an unfinished survey is closed. */
  close_after_seconds: Seconds.min(60, "must be at least a minute: 60").default(86_400),
  /** Starts a survey when the channel no longer accepts free text. `{question}` is replaced with the first question. */
  template: TemplateChoice.optional(),
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
