import { z } from "zod";
import { uniqueBy } from "../../schema/scalars.ts";
import { EmailTemplate } from "../templates/template-config.ts";
import { inputSection, outputSection, perSecond, sendingProvider } from "./section.ts";

const Input = z.strictObject({
  address: z.email("must be an e-mail address").describe("The address that customers write to."),
});

const Output = z.strictObject({
  provider: sendingProvider("sendgrid"),
  templates: z
    .array(EmailTemplate)
    .superRefine(uniqueBy(({ name }) => name, "name"))
    .default([])
    .describe("The mails that rules and campaigns may send."),
  from_address: z
    .email("must be an e-mail address")
    .optional()
    .describe("The sender. Default: the address of the e-mail channel under channels.input."),
  max_per_second: perSecond(100),
});

export const emailSections = {
  input: inputSection("email", "sendgrid", Input),
  output: outputSection("email", Output),
};
