import { emailTemplate, mailOf, missingInMail } from "../../../shared/channels/templates/email-template.ts";
import { placeholdersOf } from "../../../shared/channels/templates/placeholders.ts";
import {
  type TemplateProblem,
  whatsappOutput,
  whatsappTemplate,
} from "../../../shared/channels/templates/whatsapp-template.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { TemplateUse } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Reader } from "./reader.ts";

interface NamedTemplate {
  readonly template: TemplateUse;
  /** The names under `template.values` of the request. */
  readonly given: readonly string[];
  /** The message's own text, for a placeholder `{{message}}`. */
  readonly message: string;
}

/** The values that every template has (outbound/sends.ts), and the request's. */
type Values = Readonly<Record<string, string>>;

export interface ReadableTemplate {
  /** What the reader sees. */
  readonly text: string;
  /** The template with the values that it has a place for. */
  readonly use: TemplateUse;
}

/**
 * The template as its reader gets it. Pure.
 * @throws Problem 422 `template-unknown`, `template-not-approved`, `template-language-unknown`,
 * `template-value-missing` or `template-value-unknown`
 */
export function readableTemplate(config: TenantConfig, reader: Reader, named: NamedTemplate): ReadableTemplate {
  const { template, message } = named;
  const values = { customer_name: reader.name ?? "", client_name: config.client_name, message, ...template.values };
  if (reader.channel === "whatsapp") return whatsappText(config, reader, { ...named, values });
  if (reader.channel === "email") return mailText(config, { ...named, values });
  throw refusal("template-unknown", named.template.name, "does not exist: this channel has no templates");
}

function whatsappText(
  config: TenantConfig,
  { language }: Reader,
  { template, given, values }: NamedTemplate & { readonly values: Values },
): ReadableTemplate {
  const { name, language: onlyLanguage } = template;
  const ready = whatsappTemplate(config, { name, language, onlyLanguage, values });
  const versions = (whatsappOutput(config)?.templates ?? []).filter((each) => each.name === name);
  if (!ready.ok) {
    const approved = versions.filter(({ status }) => status === "approved").map((each) => each.language);
    throw refusal(ready.reason, name, reasonText(ready, { onlyLanguage, approved }), ready.missing);
  }
  const placeholders = versions.flatMap(({ text }) => placeholdersOf(text));
  requireKnown(name, given, placeholders);
  return { text: ready.template.text, use: withOnly(template, placeholders) };
}

function reasonText(
  { reason, missing }: { readonly reason: TemplateProblem; readonly missing: readonly string[] },
  { onlyLanguage, approved }: { readonly onlyLanguage: string | undefined; readonly approved: readonly string[] },
): string {
  return {
    "template-unknown": "does not exist under channels.output",
    "template-not-approved": "is not approved, or templates are off",
    "template-language-unknown": `is not approved in ${onlyLanguage}, only in ${approved.join(", ")}`,
    "template-value-missing": `has no value for ${missing.join(", ")}`,
  }[reason];
}

function mailText(
  config: TenantConfig,
  { template, given, message, values }: NamedTemplate & { readonly values: Values },
): ReadableTemplate {
  const { name, language } = template;
  const mail = emailTemplate(config, name);
  if (!mail) throw refusal("template-unknown", name, "does not exist under channels.output");
  if (language !== undefined)
    throw refusal("template-language-unknown", name, "has no languages: leave out template.language");
  const missing = missingInMail(mail, values);
  if (missing.length > 0)
    throw refusal("template-value-missing", name, `has no value for ${missing.join(", ")}`, missing);
  const shaped = mailOf(mail, values, { subject: config.client_name, text: message });
  const text = shaped.type === "mail" ? shaped.text : "";
  // The placeholders of a template kept at the provider are unknown here.
  if (mail.template_id !== undefined) return { text, use: template };
  const placeholders = placeholdersOf(`${mail.subject ?? ""} ${mail.body ?? ""}`);
  requireKnown(name, given, placeholders);
  return { text, use: withOnly(template, placeholders) };
}

function withOnly(template: TemplateUse, names: readonly string[]): TemplateUse {
  const values = Object.entries(template.values).filter(([name]) => names.includes(name));
  return { ...template, values: Object.fromEntries(values) };
}

/** A misspelt name would leave the template's default in its place, unnoticed. */
function requireKnown(name: string, given: readonly string[], placeholders: readonly string[]): void {
  const unknown = given.filter((each) => !placeholders.includes(each));
  if (unknown.length === 0) return;
  throw new Problem(422, "template-value-unknown", `The template "${name}" has no {{${unknown.join("}}, {{")}}}.`, {
    errors: unknown.map((each) => ({ pointer: pointerTo(each), detail: "No placeholder has this name." })),
  });
}

function refusal(code: TemplateProblem, name: string, why: string, missing: readonly string[] = []): Problem {
  return new Problem(422, code, `The template "${name}" ${why}.`, {
    errors: missing.map((each) => ({ pointer: pointerTo(each), detail: "A value is missing." })),
  });
}

/** RFC 6901. */
function pointerTo(name: string): string {
  return `/template/values/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
