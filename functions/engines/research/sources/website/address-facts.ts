import type { ReadSettings } from "../../facts/reading.ts";
import { type Claimed, type Line, whole } from "./claimed.ts";
import { postcodeIn } from "./postcode.ts";

const label =
  /^(?:our |shop |office |store |clinic )?(?:(?:address|visit us|find us|location|पता)\s*[:\-–]|[\p{L}\p{M}]{3,15}:(?=\s)|(?:you can )?(?:visit|find) us at|located at|we are at)\s*[:\-–]?\s*/iu;
/** Labels that make a text an address even without a postal code. */
const named =
  /^(?:our |shop |office |store |clinic )?(?:address|visit us|find us|location|located|we are at|you can|पता)/iu;
/** A full stop that ends a sentence, and no abbreviation such as `Opp.` or `Rd.`. */
const sentenceEnd = /(?<=[\p{L}\p{M}\d]{4})\.\s+(?=[\p{L}\d])/gu;

/** Addresses: what a label names, a line with a postal code, and lines that together are one. */
export function addressFacts(lines: readonly Line[], settings: ReadSettings): readonly Claimed[] {
  return lines.flatMap((line, at) => {
    const cells = cellsOf(line);
    if (cells.length > 1) return addressFacts(cells, settings);
    const { text, from } = addressIn(line, settings);
    if (text === undefined) return [];
    const before = from === 0 ? linesBefore(lines, at, text) : [];
    const start = before[0]?.start ?? line.start + from;
    const end = line.start + from + text.length;
    const written = [...before.map((each) => each.text), text].join(" ");
    const postcode = postcodeIn(written, settings.region);
    const isLabelled = from > 0 && named.test(line.text);
    if (!isAddress(written) || (!isLabelled && (postcode === undefined || written.split(" ").length > 22))) return [];
    return [{ claim: { kind: "address", value: { text: written, postcode: postcode ?? null } }, span: { start, end } }];
  });
}

/** The parts of `Office | 5 MG Road, Pune 411001` and `Shop · 5 MG Road, Pune 411001`. */
function cellsOf({ text, start }: Line): readonly Line[] {
  const ends = [...text.matchAll(/ [|·•] |$/g)];
  return ends.flatMap(({ index }, at) => {
    const from = at === 0 ? 0 : (ends[at - 1]?.index ?? 0) + 3;
    return index > from ? [{ text: text.slice(from, index), start: start + from }] : [];
  });
}

function addressIn(line: Line, { region }: ReadSettings): { readonly text?: string; readonly from: number } {
  const labelled = label.exec(line.text)?.[0].length ?? 0;
  const rest = line.text.slice(labelled).replace(/[.;\s]+$/, "");
  if (labelled === 0 && (postcodeIn(rest, region) === undefined || !/\p{L}/u.test(rest))) return { from: 0 };
  // Of `Established 1962. Lake Road, Udaipur 313001` the last sentence is the address.
  const starts = [0, ...[...rest.matchAll(sentenceEnd)].map(({ 0: end, index }) => index + end.length)];
  const start = starts.findLast((each) => postcodeIn(rest.slice(each), region) !== undefined) ?? 0;
  const isWhole = start === 0 || !isAddress(rest.slice(start));
  return isWhole ? { text: rest, from: labelled } : { text: rest.slice(start), from: labelled + start };
}

function isAddress(text: string): boolean {
  return text.length >= 12 && text.length <= 200 && /,/.test(text) && !/[?!₹$€£@]/.test(text);
}

/** Lines above that the address begins with: one that ends with a comma, or the street above `Pune 411045`. */
function linesBefore(lines: readonly Line[], at: number, text: string): readonly Line[] {
  const before: Line[] = [];
  for (let above = lines[at - 1]; above !== undefined && before.length < 3; above = lines[at - 1 - before.length]) {
    const next = before[0] ?? lines[at];
    const isNear = next !== undefined && whole(above).end + 1 === next.start && above.text.length <= 90;
    const goesOn =
      above.text.endsWith(",") || (before.length === 0 && !text.includes(",") && /\d.*,|,.*\d/.test(above.text));
    if (!isNear || !goesOn || /[?!₹$€£@]/.test(above.text) || label.test(above.text)) break;
    before.unshift(above);
  }
  return before;
}
