import type { ChannelSections } from "../config.ts";
import type { TemplateContent } from "../sending/shaped-content.ts";
import { fillPlaceholders, givenValue, placeholdersOf } from "./placeholders.ts";
import type { WhatsappTemplate } from "./template-config.ts";

/** Why a template cannot be sent, as a stable word. */
export type TemplateProblem =
  | "template-unknown"
  | "template-not-approved"
  | "template-language-unknown"
  | "template-value-missing";

export type ReadyTemplate =
  | { readonly ok: true; readonly template: TemplateContent }
  | { readonly ok: false; readonly reason: TemplateProblem; readonly missing: readonly string[] };

/** Maximum characters of the text with its parameters (Meta docs, "Template components"). */
const textLength = 1_024;

type WhatsappOutput = Extract<ChannelSections["channels"]["output"][number], { readonly type: "whatsapp" }>["config"];

/** The enabled WhatsApp section of a tenant's output channels; undefined where there is none. */
export function whatsappOutput(config: ChannelSections): WhatsappOutput | undefined {
  return config.channels.output.flatMap((output) =>
    output.type === "whatsapp" && output.enabled ? [output.config] : [],
  )[0];
}

/**
 * The tenant's approved template of that name with its placeholders filled, in the customer's language where that
 * version is approved. `values`: by name, or in the order of the placeholders. A template that is not approved is not
 * replaced by another: the tenant decides what customers receive.
 */
export function whatsappTemplate(
  config: ChannelSections,
  use: {
    readonly name: string;
    readonly language: string;
    /** The only language to send it in. */
    readonly onlyLanguage?: string | undefined;
    readonly values: Readonly<Record<string, string>> | readonly string[];
  },
): ReadyTemplate {
  const output = whatsappOutput(config);
  const known = (output?.templates ?? []).filter(({ name }) => name === use.name);
  if (known.length === 0) return { ok: false, reason: "template-unknown", missing: [] };
  const approved = output?.template_messages ? known.filter(({ status }) => status === "approved") : [];
  if (approved.length === 0) return { ok: false, reason: "template-not-approved", missing: [] };
  const chosen = use.onlyLanguage === undefined ? inLanguage(approved, use.language) : only(approved, use.onlyLanguage);
  if (!chosen) return { ok: false, reason: "template-language-unknown", missing: [] };
  return filled(chosen, use.values);
}

function inLanguage(approved: readonly WhatsappTemplate[], wanted: string): WhatsappTemplate | undefined {
  return approved.find(({ language }) => sameLanguage(language, wanted)) ?? approved[0];
}

/** `pt` may be any Portuguese; `pt_BR` and `pt-br` are the Brazilian one only. */
function only(approved: readonly WhatsappTemplate[], wanted: string): WhatsappTemplate | undefined {
  const tag = wanted.toLowerCase().replace("-", "_");
  return (
    approved.find(({ language }) => language.toLowerCase() === tag) ??
    approved.find(({ language }) => language.toLowerCase().split("_")[0] === tag)
  );
}

function filled(
  template: WhatsappTemplate,
  given: Readonly<Record<string, string>> | readonly string[],
): ReadyTemplate {
  const { name, language, text, defaults } = template;
  const placeholders = placeholdersOf(text);
  const inOrder = Array.isArray(given) ? (given as readonly string[]) : undefined;
  const wordFor = (placeholder: string, index: number): string =>
    asParameter(inOrder ? inOrder[index] : givenValue(given as Readonly<Record<string, string>>, placeholder)) ||
    asParameter(givenValue(defaults, placeholder));
  const values = placeholders.map((placeholder, index) => ({ placeholder, value: wordFor(placeholder, index) }));
  const missing = values.filter(({ value }) => value === "").map(({ placeholder }) => placeholder);
  if (missing.length > 0) return { ok: false, reason: "template-value-missing", missing };
  const fitting = shortened(text, values);
  return {
    ok: true,
    template: {
      type: "template",
      name,
      language,
      text: rendered(text, fitting),
      values: [...fitting],
      named: template.parameter_format === "named",
      contentSid: template.content_sid ?? null,
    },
  };
}

/** WhatsApp refuses line breaks, tabs and more than four spaces in a row in a parameter (error 132012, 63013). */
function asParameter(value: string | undefined): string {
  return (value ?? "").replace(/\s+/g, " ").trim();
}

type Values = readonly { readonly placeholder: string; readonly value: string }[];

function rendered(text: string, values: Values): string {
  return fillPlaceholders(text, (name) => values.find(({ placeholder }) => placeholder === name)?.value ?? "");
}

/** The longest value is shortened, at a word, until the text fits. */
function shortened(text: string, values: Values): Values {
  const excess = rendered(text, values).length - textLength;
  const longest = values.toSorted((a, b) => b.value.length - a.value.length)[0];
  if (excess <= 0 || !longest) return values;
  const room = Math.max(1, longest.value.length - excess - 1);
  const end = longest.value.lastIndexOf(" ", room);
  const value = `${longest.value.slice(0, end > room / 2 ? end : room)}…`;
  return values.map((each) => (each === longest ? { ...each, value } : each));
}

/** Compares languages without their regions: `pt_BR` is `pt`. */
function sameLanguage(one: string, other: string): boolean {
  return one.slice(0, 2).toLowerCase() === other.slice(0, 2).toLowerCase();
}
