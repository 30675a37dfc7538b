import { claimLimits } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { pricesIn } from "../../facts/read-prices.ts";
import type { ReadSettings } from "../../facts/reading.ts";
import type { Claimed, Line } from "./claimed.ts";

const notAName =
  /^(price|from|only|now|starting|mrp|total|subtotal|cost|fee|rs|save|discount|offer|off|free|delivery|shipping|minimum|orders?|above|below|over|under|up to)\b|[?!@]|\b(is|are|was|were|will|can|may|must|please|levy|levied)\b|\b(above|below|over|under|up to|than)$/i;

/**
 * Products and services: a line `Name … price`, or a line with a price alone below a short one, or below the heading of a
 * section that has one price.
 */
export function productFacts(
  lines: readonly Line[],
  settings: ReadSettings,
  headings: ReadonlySet<number>,
): readonly Claimed[] {
  const hasPrice = ({ text }: Line) => pricesIn(text, settings).length > 0;
  /** The heading of the section in which the line is the only one with a price. */
  const headingOf = (at: number): Line | undefined => {
    const from = lines.findLastIndex((line, index) => index < at && headings.has(line.start));
    const end = lines.findIndex((line, index) => index > at && headings.has(line.start));
    const section = lines.slice(from + 1, end === -1 ? lines.length : end);
    return from !== -1 && section.length <= 6 && section.filter(hasPrice).length === 1 ? lines[from] : undefined;
  };
  return lines.flatMap((line, at): readonly Claimed[] => {
    const prices = pricesIn(line.text, settings);
    const [found] = prices;
    if (found === undefined || prices.length > 1 || line.text.length > 200) return [];
    const after = line.text.slice(found.end).replace(/[\s/\-–.|]+/g, "");
    const name = nameIn(line.text.slice(0, found.start));
    if (name !== undefined && after.length <= 30) {
      const end = line.start + found.end;
      return [{ claim: { kind: "product", value: { name, price: found.price } }, span: { start: line.start, end } }];
    }
    const above = headingOf(at) ?? lines[at - 1];
    const before = line.text.slice(0, found.start).replace(/\b(price|from|only|now|mrp)\b|[\s:–-]/gi, "");
    const aboveName = above === undefined ? undefined : nameIn(above.text);
    if (above === undefined || aboveName === undefined || before !== "" || pricesIn(above.text, settings).length > 0)
      return [];
    const span = { start: above.start, end: line.start + found.end };
    return [{ claim: { kind: "product", value: { name: aboveName, price: found.price } }, span }];
  });
}

function nameIn(text: string): string | undefined {
  // Of a row's cells the first that can be a name is it.
  const cells = text.split(" | ");
  if (cells.length > 1) return cells.map((cell) => nameIn(cell)).find((cell) => cell !== undefined);
  const name = text
    .replace(/\b(starting (at|from)|from|only|just|price|now|at|costs?|is|for)\s*:?\s*$/i, "")
    .replace(/^[\s|•·*–-]+|[\s|:•·…._–-]+$/g, "")
    .trim();
  const words = name.split(/\s+/).length;
  if (name.length < 3 || name.length > claimLimits.name || words > 10 || notAName.test(name)) return undefined;
  return /[\p{L}\p{M}]{2}/u.test(name) ? name : undefined;
}
