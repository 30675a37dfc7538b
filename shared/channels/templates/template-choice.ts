import { z } from "zod";
import { Name, ShortText } from "../../schema/scalars.ts";
import { writtenForms } from "../../schema/written-form.ts";

/** A tenant's template: its name, or its name with values for its placeholders. */
export const TemplateChoice = z
  .preprocess(
    (given) => (typeof given === "string" ? { name: given } : given),
    z.strictObject({
      name: Name.describe("A template of the channel under channels.output."),
      values: z
        .record(z.string().min(1), ShortText)
        .default({})
        .describe("Texts for its placeholders, by their names."),
    }),
  )
  .register(writtenForms, { shortForms: [{ as: "text: its `name` alone", json: { type: "string" } }] });
