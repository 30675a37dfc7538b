/** Maximum length of a placeholder value. */
const longestValue = 200;

/**
 * A tenant's text with `{placeholders}` filled in. A placeholder without a value is removed with the space before it:
 * `Hi {customer_name}, …` becomes `Hi, …`. Values are data: they become one line, and a placeholder inside a value is
 * not filled.
 */
export function fillMessage(text: string, values: Readonly<Record<string, string | number | boolean | null>>): string {
  return text
    .replace(/([ \t]?)\{(\w+)\}/g, (_whole, before: string, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : null;
      const shown = value === null || value === undefined ? "" : oneLine(String(value));
      return shown === "" ? "" : `${before}${shown}`;
    })
    .trim();
}

function oneLine(value: string): string {
  const plain = value
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return [...plain].slice(0, longestValue).join("");
}
