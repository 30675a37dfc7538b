import { isCarried } from "../../../shared/channels/definitions.ts";
import { emailTemplate, mailOf, missingInMail } from "../../../shared/channels/templates/email-template.ts";
import { filledContent, type TextValues } from "../../../shared/channels/templates/fill-text.ts";
import { templateUse } from "../../../shared/channels/templates/template-use.ts";
import { whatsappTemplate } from "../../../shared/channels/templates/whatsapp-template.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { ChannelType, DirectMessageWish } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";

export interface Words {
  readonly text?: string | undefined;
  readonly values: TextValues;
  readonly choices: DirectMessageWish["content"]["choices"];
  readonly template?: { readonly name: string; readonly values: Readonly<Record<string, string>> } | undefined;
}

/**
 * The message's words with their values. A template without a text is sent as it is; one with a text is sent where the
 * channel does not allow free text. Pure.
 * @throws Problem 422 `placeholder-unknown`, `template-unknown`, `template-not-approved` or `template-value-missing`
 */
export function composeMessage(
  config: TenantConfig,
  channel: ChannelType,
  { text, values, choices, template: named }: Words,
): Pick<DirectMessageWish, "content" | "template"> & { readonly byTemplate?: boolean } {
  const template = templateUse(named, { client_name: config.client_name, ...values });
  const templateText = template ? textOfTemplate(config, channel, template) : "";
  if (text === undefined) return { content: { text: templateText, choices, media: [] }, template, byTemplate: true };
  const { content, unknownPlaceholders = [] } = filledContent(text, { client_name: config.client_name, ...values });
  if (unknownPlaceholders.length > 0) throw unknownPlaceholder(unknownPlaceholders);
  if (content.text === "") throw new Problem(422, "text-empty", "Nothing is left of the text once it is filled in.");
  return { content: { ...content, choices }, template };
}

function textOfTemplate(
  config: TenantConfig,
  channel: ChannelType,
  template: NonNullable<DirectMessageWish["template"]>,
): string {
  const { name, values } = template;
  if (channel === "whatsapp") {
    const ready = whatsappTemplate(config, { name, language: "en", values });
    if (ready.ok) return ready.template.text;
    throw templateProblem(ready.reason, name, ready.missing);
  }
  const mail = channel === "email" && isCarried(channel) ? emailTemplate(config, name) : undefined;
  if (!mail) throw templateProblem("template-unknown", name, []);
  const missing = missingInMail(mail, values);
  if (missing.length > 0) throw templateProblem("template-value-missing", name, missing);
  const shaped = mailOf(mail, values, { subject: config.client_name, text: "" });
  return shaped.type === "mail" ? shaped.text : "";
}

function unknownPlaceholder(names: readonly string[]): Problem {
  const listed = names.map((name) => `{${name}}`).join(", ");
  return new Problem(422, "placeholder-unknown", `values has nothing for ${listed}, so the text is not sent.`, {
    errors: names.map((name) => ({ pointer: "/text", detail: `{${name}} is not among values.` })),
  });
}

function templateProblem(
  code: "template-unknown" | "template-not-approved" | "template-value-missing",
  name: string,
  missing: readonly string[],
): Problem {
  const why = {
    "template-unknown": "does not exist for this channel under channels.output",
    "template-not-approved": "is not approved, or templates are off",
    "template-value-missing": `has no value for ${missing.join(", ")}`,
  }[code];
  return new Problem(422, code, `The template "${name}" ${why}.`, {
    errors: missing.map((each) => ({ pointer: `/template/values/${each}`, detail: "A value is missing." })),
  });
}
