import type { TemplateUse } from "../../events/index.ts";
import type { ChannelSections } from "../config.ts";
import { htmlOf } from "../email.ts";
import type { ShapedContent } from "../sending/shaped-content.ts";
import { fillPlaceholders, givenValue, placeholdersOf } from "./placeholders.ts";
import type { EmailTemplate } from "./template-config.ts";

/** The tenant's e-mail template of that name. An entry that is only a name has no text and is not found. */
export function emailTemplate(config: ChannelSections, name: string): EmailTemplate | undefined {
  return config.channels.output
    .flatMap((output) => (output.type === "email" && output.enabled ? output.config.templates : []))
    .find((template) => template.name === name && (template.body !== undefined || template.template_id !== undefined));
}

/** Names in a template's words that no value is given for: such a mail is not sent. */
export function missingInMail({ subject = "", body = "" }: EmailTemplate, values: TemplateUse["values"]): string[] {
  return placeholdersOf(`${subject} ${body}`).filter((name) => givenValue(values, name) === undefined);
}

/** An empty value leaves its placeholder out. `subject` and `text` stand for what the template does not say. */
export function mailOf(
  template: EmailTemplate,
  values: TemplateUse["values"],
  { subject, text }: { readonly subject: string; readonly text: string },
): ShapedContent {
  const fill = (words: string) => fillPlaceholders(words, (name) => givenValue(values, name) ?? "");
  const body = template.body === undefined ? text : fill(template.body);
  return {
    type: "mail",
    subject: template.subject === undefined ? subject : fill(template.subject).replace(/\s+/g, " ").trim(),
    text: body,
    html: htmlOf(body),
    template: template.template_id === undefined ? null : { id: template.template_id, values: { ...values } },
  };
}
