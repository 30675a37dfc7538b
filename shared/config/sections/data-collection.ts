import { z } from "zod";
import { TemplateChoice } from "../../channels/templates/template-choice.ts";
import { Name, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { writtenForms } from "../../schema/written-form.ts";
import { patternProblem } from "../patterns/safe-pattern.ts";

const Standard = z.literal(["phone", "email", "name"]);

/** A regular expression, matched anywhere in a message without regard to case. Only linear-time patterns are valid. */
const Pattern = ShortText.max(200)
  .superRefine((pattern, context) => {
    const problem = patternProblem(pattern);
    if (problem) context.addIssue({ code: "custom", message: problem, input: pattern });
  })
  .register(writtenForms, { called: "regular expression" });

const base = {
  id: Name.describe("Its id, unique in this list. Texts may use it as {customer_ID}."),
  label: ShortText.max(100).describe(
    "The customers' name for the field: Date of birth. It finds `text`, `number` and `date` values in a message.",
  ),
  synonyms: z
    .array(ShortText.max(100))
    .max(20)
    .default([])
    .describe("Other names of the field, for example in other languages."),
  ask: ShortText.max(500)
    .optional()
    .describe("The agent's question. Without it, the agent never asks and only records what the customer mentions."),
  confirm: z
    .boolean()
    .default(false)
    .describe("The customer is asked to confirm the value, which counts only after a yes."),
  required: z.boolean().default(false).describe("The agent asks until the value is known."),
};

function ofType<T extends string>(type: T) {
  return z.literal(type).describe("What kind of value it is.");
}

const Field = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: ofType("text") }),
  z.strictObject({ ...base, type: ofType("number") }),
  z.strictObject({ ...base, type: ofType("date") }),
  z.strictObject({ ...base, type: ofType("phone") }),
  z.strictObject({ ...base, type: ofType("email") }),
  z.strictObject({
    ...base,
    type: ofType("pattern"),
    pattern: Pattern.describe("Matched anywhere in a message, without regard to case."),
  }),
]);
export type CollectedFieldSection = z.infer<typeof Field>;

export const DataCollection = z
  .strictObject({
    detect: z
      .array(Standard)
      .default(["phone", "email", "name"])
      .describe("The standard data to detect, in addition to `fields`."),
    confirm: z.array(Standard).default([]).describe("The standard data that the customer is asked to confirm."),
    verify: z
      .array(z.literal(["phone", "email"]))
      .default([])
      .describe(
        "Which addresses the customer proves to have: a code is sent there, and typed back in the conversation. Until then an address is a claim, and opens nothing of the person who has it.",
      ),
    verify_template: TemplateChoice.optional().describe(
      "Carries the code where the channel takes no free text. {code} stands for it.",
    ),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be a country code of two capital letters, such as IN")
      .optional()
      .describe(
        "Whose phone numbers are written without a country code (ISO 3166). Default: the time zone's country, or else the currency's.",
      ),
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
      .default([])
      .describe("Data of the client's own."),
    consent: z
      .strictObject({
        wording: ShortText.max(1_000).describe(
          "Asked once, when there is something to store. The customer answers yes or no.",
        ),
        required: z
          .boolean()
          .default(true)
          .describe("True: nothing is stored without a yes. False: the wording is only recorded with the stored data."),
      })
      .optional()
      .describe("The consent to storing these data. Without this section none is asked."),
  })
  .describe("The personal data to store from what customers say.");
export type DataCollection = z.infer<typeof DataCollection>;
