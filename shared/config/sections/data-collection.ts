import { z } from "zod";
import { TemplateChoice } from "../../channels/templates/template-choice.ts";
import { Name, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { patternProblem } from "../safe-pattern.ts";

const Standard = z.literal(["phone", "email", "name"]);

/** A regular expression, matched anywhere in a message without regard to case. Only linear-time patterns are valid. */
const Pattern = ShortText.max(200).superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem) context.addIssue({ code: "custom", message: problem, input: pattern });
});

const base = {
  id: Name,
  /** The customers' name for the field: "Date of birth". It locates `text`, `number` and `date` values in a message. */
  label: ShortText.max(100),
  /** Other names of the field, for example in other languages. */
  synonyms: z.array(ShortText.max(100)).max(20).default([]),
  /** The agent's question. Without it, the agent never asks and only records what the customer mentions. */
  ask: ShortText.max(500).optional(),
  /** The customer is asked to confirm the value, which counts only after a yes. */
  confirm: z.boolean().default(false),
  /** The agent asks until the value is known. */
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
export type CollectedFieldSection = z.infer<typeof Field>;

/** The personal data to store from what customers say. */
export const DataCollection = z.strictObject({
  /** The standard data to detect, in addition to `fields`. */
  detect: z.array(Standard).default(["phone", "email", "name"]),
  /** The standard data that the customer is asked to confirm. */
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
            message: `is \`${id}\`, which is a standard field\nName it under \`detect\` and \`confirm\`, or give the field another id.`,
            input: id,
          });
    })
    .default([]),
  consent: z
    .strictObject({
      /** Asked once, when there is something to store. The customer answers yes or no. */
      wording: ShortText.max(1_000),
      /** True: nothing is stored without a yes. False: the wording is only recorded with the stored data. */
      required: z.boolean().default(true),
    })
    .optional(),
});
export type DataCollection = z.infer<typeof DataCollection>;
