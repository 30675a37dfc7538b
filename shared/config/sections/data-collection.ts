import { z } from "zod";
import { TemplateChoice } from "../../channels/template-choice.ts";
import { Name, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { patternProblem } from "../safe-pattern.ts";

const Standard = z.literal(["phone", "email", "name"]);

/** Matched anywhere in a message, without regard to case; a subset of regular expressions that is quick on any text. */
const Pattern = ShortText.max(200).superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem) context.addIssue({ code: "custom", message: problem, input: pattern });
});

const base = {
  id: Name,
  /** What customers call it: "Date of birth". It is how `text`, `number` and `date` are found in a message. */
  label: ShortText.max(100),
  /** Other words for it, in other languages say. */
  synonyms: z.array(ShortText.max(100)).max(20).default([]),
  /** How the agent asks for it; without it, it is only taken when the customer says it. */
  ask: ShortText.max(500).optional(),
  /** The customer is asked whether it was understood, and it counts only after a yes. */
  confirm: z.boolean().default(false),
  /** The agent asks for it until it is known. */
  required: z.boolean().default(false),
};

const Field = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: z.literal("text") }),
  z.strictObject({ ...base, type: z.literal("number") }),
  z.strictObject({ ...base, type: z.literal("date") }),
  z.strictObject({ ...base, type: z.literal("phone") }),
  z.strictObject({ ...base, type: z.literal("email") }),
  z.strictObject({ ...base, type: z.literal("pattern"), pattern: Pattern }),
]);
export type CollectedField = z.infer<typeof Field>;

/** What is kept of what customers say about themselves. */
export const DataCollection = z.strictObject({
  /** What is looked for besides `fields`. */
  detect: z.array(Standard).default(["phone", "email", "name"]),
  /** Which of those the customer is asked to confirm. */
  confirm: z.array(Standard).default([]),
  /**
   * Which of them the customer proves to have: a code is sent there, and typed back in the conversation. Until then an
   * address is a claim, and opens nothing of the person who has it.
   */
  verify: z.array(z.literal(["phone", "email"])).default([]),
  /** Carries the code where the channel takes no free text; `{code}` stands for it. */
  verify_template: TemplateChoice.optional(),
  /** Whose numbers are written without a country code (ISO 3166). Default: the time zone's, or else the currency's. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country code of two capital letters, such as IN")
    .optional(),
  fields: z
    .array(Field)
    .max(50)
    .superRefine(uniqueBy(({ id }) => id, "id"))
    .superRefine((fields, context) => {
      for (const [index, { id }] of fields.entries())
        if (Standard.safeParse(id).success)
          context.addIssue({
            code: "custom",
            path: [index, "id"],
            message: `is \`${id}\`, which is looked for anyway\nName it under \`detect\` and \`confirm\`, or give the field another id.`,
            input: id,
          });
    })
    .default([]),
  consent: z
    .strictObject({
      /** Asked once, when there is something to keep; the customer answers yes or no. */
      wording: ShortText.max(1_000),
      /** Nothing is kept before a yes, and nothing after a no. False: the wording is only recorded beside what is kept. */
      required: z.boolean().default(true),
    })
    .optional(),
});
export type DataCollection = z.infer<typeof DataCollection>;
