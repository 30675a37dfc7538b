import type { TemplateUse } from "../../events/index.ts";
import { fillText, type TextValues, valueText } from "./fill-text.ts";

/**
 * A template named in configuration, with the values of its placeholders: the known values, and those that the tenant
 * sets by name. A value with an unknown placeholder is left out. Null where no template is named.
 */
export function templateUse(
  template:
    | {
        readonly name: string;
        readonly values: Readonly<Record<string, string>>;
        readonly language?: string | undefined;
      }
    | undefined,
  values: TextValues,
): TemplateUse | null {
  if (!template) return null;
  const known = Object.keys(values).map((name) => [name, valueText(values[name])] as const);
  const set = Object.entries(template.values).map(([name, given]) => {
    const { text, unknown } = fillText(given, values);
    return [name, unknown.length === 0 ? text : ""] as const;
  });
  const { name, language } = template;
  const filled = Object.fromEntries([...known, ...set].filter(([, value]) => value !== ""));
  return { name, values: filled, ...(language === undefined ? {} : { language }) };
}
