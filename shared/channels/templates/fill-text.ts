import { type Content, textContent } from "../../events/conversation/content.ts";
import { normalized } from "../../schema/bounded-text.ts";

/** What placeholders stand for. A name without a value is known, and its placeholder is left out. */
export type TextValues = Readonly<Record<string, string | number | boolean | null>>;

export interface FilledText {
  readonly text: string;
  /** Names that `values` does not have, each once, as they are written. Such a text is never sent. */
  readonly unknown: readonly string[];
}

/** Maximum length of a value that is filled in. */
const longestValue = 200;

/** `{name}`; as people write it elsewhere also `{{name}}` and `{ First name }`. */
const placeholder = /([ \t]?)\{{1,3}([^{}\n]{0,80})\}{1,3}/g;

/**
 * Fills a tenant's text. A placeholder whose name is known and has no value is left out together with the space before
 * it: `Hi {customer_name}, …` becomes `Hi, …`. One whose name is unknown stays and is reported. Values are data: they
 * end up on one line, and a placeholder inside one stays as it is.
 */
export function fillText(text: string, values: TextValues): FilledText {
  const known = knownNames(Object.keys(values));
  const unknown = new Set<string>();
  const filled = text.replace(placeholder, (whole, before: string, written: string) => {
    const name = known(written);
    if (name === undefined) {
      unknown.add(written.trim());
      return whole;
    }
    const shown = valueText(values[name]);
    return shown === "" ? "" : `${before}${shown}`;
  });
  return { text: filled.trim(), unknown: [...unknown] };
}

/** A message's content from a tenant's text, and what keeps it from being sent. */
export function filledContent(
  text: string,
  values: TextValues,
): { readonly content: Content; readonly unknownPlaceholders?: string[] } {
  const { text: filled, unknown } = fillText(text, values);
  const content = textContent(filled);
  return unknown.length === 0 ? { content } : { content, unknownPlaceholders: [...unknown] };
}

/** The names in a text's placeholders, each once, as they are written. */
export function namesInText(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, , written = ""]) => written.trim()))];
}

/** The names in a text's placeholders that are not among the known ones. */
export function unknownNames(text: string, known: readonly string[]): readonly string[] {
  const find = knownNames(known);
  return namesInText(text).filter((name) => find(name) === undefined);
}

/** Which of the known names a written one means. */
export function knownNames(names: readonly string[]): (written: string) => string | undefined {
  const exact = new Set(names);
  const byKey = new Map(names.map((name) => [placeholderKey(name), name]));
  return (written) => {
    const name = written.trim();
    return exact.has(name) ? name : byKey.get(placeholderKey(name));
  };
}

/** `First name`, `first-name` and `FIRST_NAME` are one name. */
export function placeholderKey(name: string): string {
  return normalized(name, "NFC")
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, "_");
}

/** A value as it is filled in: on one line and not endless; empty where there is none. */
export function valueText(value: TextValues[string] | undefined): string {
  if (value === null || value === undefined) return "";
  const plain = String(value)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return [...plain].slice(0, longestValue).join("");
}
