import type { TemplateUse } from "../events/index.ts";
import { fillMessage } from "./fill-message.ts";

/**
 * A template named in configuration, with the values of its placeholders: the known values, and those that the tenant
 * sets by name. Null where no template is named.
 */
export function templateUse(
  template: { readonly name: string; readonly values: Readonly<Record<string, string>> } | undefined,
  values: Parameters<typeof fillMessage>[1],
): TemplateUse | null {
  if (!template) return null;
  const known = Object.keys(values).map((name) => [name, fillMessage(`{${name}}`, values)] as const);
  const set = Object.entries(template.values).map(([name, text]) => [name, fillMessage(text, values)] as const);
  return { name: template.name, values: Object.fromEntries([...known, ...set].filter(([, value]) => value !== "")) };
}
