import type { TemplateUse } from "../events/index.ts";
import type { ChannelSections } from "./config.ts";
import { htmlOf } from "./email.ts";
import { fillPlaceholders, givenValue } from "./placeholders.ts";
import type { ShapedContent } from "./shaped-content.ts";
import type { EmailTemplate } from "./template-config.ts";

/** The tenant's e-mail template of that name. An entry that is only a name has no text and is not found. */
export function emailTemplate(config: ChannelSections, name: string): EmailTemplate | undefined {
  return config.channels.output
    .flatMap((output) => (output.type === "email" && output.enabled ? output.config.templates : []))
    .find((template) => template.name === name && (template.body !== undefined || template.template_id !== undefined));
}

/** A placeholder without a value is left empty. `subject` and `text` are used where the template gives none. */
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
