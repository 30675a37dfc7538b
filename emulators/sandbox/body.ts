import { parseJson } from "../json.ts";

/**
 * Parses JSON to its value, and a form to an object (a repeated key becomes a list). Returns any other body as text.
 */
export function parseBody(contentType: string, text: string): unknown {
  if (text === "") return null;
  if (contentType.includes("json")) return parseJson(text) ?? text;
  if (contentType.includes("x-www-form-urlencoded")) return formOf(new URLSearchParams(text));
  return text;
}

export function formOf(pairs: URLSearchParams): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  for (const key of new Set(pairs.keys())) {
    const values = pairs.getAll(key);
    form[key] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return form;
}
