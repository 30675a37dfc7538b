import type { TextSpan } from "../../../../shared/events/lifecycle/research-claims.ts";

/**
 * Where a quote stands in a text: exactly, or with other white space. Undefined when it does not, whatever else is right
 * about it.
 */
export function locateQuote(text: string, quote: string): TextSpan | undefined {
  const wanted = quote.trim();
  if (wanted === "") return undefined;
  const exact = text.indexOf(wanted);
  if (exact !== -1) return { start: exact, end: exact + wanted.length };
  const pattern = wanted
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("\\s{1,8}");
  const found = wanted.length <= 1_000 ? new RegExp(pattern, "u").exec(text) : null;
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}
