import { z } from "zod";
import { Name, uniqueBy } from "../../schema/scalars.ts";
import { EmailTemplate } from "../templates/template-config.ts";
import { inputSection, outputSection, perSecond } from "./section.ts";

const Output = z.strictObject({
  provider: Name.default("sendgrid"),
  /** A name alone says that the template exists; the longer form says its text. */
  templates: z
    .array(EmailTemplate)
    .superRefine(uniqueBy(({ name }) => name, "name"))
    .default([]),
  from_address: z.email("must be an e-mail address").optional(),
  max_per_second: perSecond(100),
});

export const emailSections = {
  input: inputSection("email", "sendgrid", z.strictObject({ address: z.email("must be an e-mail address") })),
  output: outputSection("email", Output),
};
