import type { DetectedValue } from "./detected.ts";

/** What may stand between a label and its value, in the supported languages. */
const between = "(?:\\s+(?:is|are|was|hai|h|है|हैं|হলো|হল|છે|ہے)(?!\\p{L})|\\s*[:=\\u2013-])";
const longestValue = 100;

/** Finds each label and the text after it. `told` is true when a word or sign announces a value. */
export function afterLabel(
  text: string,
  labels: readonly string[],
): readonly { readonly rest: string; readonly at: number; readonly told: boolean }[] {
  return labels.flatMap((label) =>
    [...text.matchAll(labelPattern(label))].map((match) => {
      const at = match.index + match[0].length;
      return { rest: text.slice(at, at + longestValue), at, told: match[1] !== undefined };
    }),
  );
}

/** "City: Pune", "my city is Pune, and …": returns the text up to the end of the clause. */
export function textAfterLabel(text: string, labels: readonly string[]): DetectedValue | undefined {
  for (const { rest, at, told } of afterLabel(text, labels)) {
    const [clause = ""] = rest.split(/[,;!?।؟\n]|\.(?:\s|$)|\s(?:and|but|aur|और|আর|અને|اور)\s/u, 1);
    const value = clause.replace(/\s+(?:hai|है|आहे|છે|ہے)$/u, "").trim();
    if (told && value !== "") return { value, at };
  }
  return undefined;
}

/** "Age 34", "my age is 34": returns the first number within a few letters of the label. */
export function numberAfterLabel(text: string, labels: readonly string[]): DetectedValue | undefined {
  for (const { rest, at } of afterLabel(text, labels)) {
    const value = /^[^\d,.;!?\n]{0,15}?(-?\d{1,12}(?:\.\d{1,6})?)(?![\d/.:-]*\d)/u.exec(rest)?.[1];
    if (value !== undefined) return { value: String(Number(value)), at };
  }
  return undefined;
}

const compiled = new Map<string, RegExp>();
const mostCompiled = 1_000;

function labelPattern(label: string): RegExp {
  let expression = compiled.get(label);
  if (!expression) {
    const words = label
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    const said = `(?<![\\p{L}\\p{N}])${words.join("\\s+")}`;
    expression = new RegExp(`${said}(?:(${between})|(?![\\p{L}\\p{M}\\p{N}]))\\s*`, "giu");
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(label, expression);
  }
  return expression;
}
