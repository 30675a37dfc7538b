import { claimLimits, type PolicyTopic, type ResearchClaim } from "../../../../shared/events/research-claims.ts";
import { withAsciiDigits } from "../facts/fold.ts";
import { readHours } from "../facts/read-hours.ts";
import { languagesIn } from "../facts/read-languages.ts";
import { phonesIn } from "../facts/read-phones.ts";
import type { ReadSettings } from "../facts/reading.ts";
import { emailsIn } from "../facts/says.ts";
import { type Claimed, type Line, whole } from "./claimed.ts";
import { postcodeIn } from "./postcode.ts";
import { productFacts } from "./product-facts.ts";

/** The facts in the lines that readers see. */
export function textFacts(lines: readonly Line[], settings: ReadSettings): readonly Claimed[] {
  return [
    ...lines.flatMap((line) => [
      ...phones(line, settings),
      ...emailsIn(line.text).map(({ email, start, end }) => ({
        ...{ claim: { kind: "email" as const, value: email }, span: within(line, start, end) },
      })),
      ...foundingYears(line),
      ...addresses(line, settings),
      ...policies(line),
      ...people(line),
      ...languages(line),
    ]),
    ...hours(lines),
    ...questions(lines),
    ...productFacts(lines, settings),
  ];
}

function within({ start }: Line, from: number, to: number) {
  return { start: start + from, end: start + to };
}

const phoneLabels = /\b(fax|whatsapp|emergency|ambulance|sales|support|billing|careers|toll[- ]?free)\b/gi;

function phones(line: Line, settings: ReadSettings): readonly Claimed[] {
  if (withAsciiDigits(line.text).replace(/\D/g, "").length < 7) return [];
  return phonesIn(line.text, settings).map(({ number, start, end }) => {
    const before = line.text.slice(Math.max(0, start - 40), start);
    const label = [...before.matchAll(phoneLabels)].at(-1)?.[1]?.toLowerCase() ?? "";
    return { claim: { kind: "phone", value: number }, span: within(line, start, end), label };
  });
}

const founded =
  /(?:\b(?:established|founded|since|est\.?|started|opened|in business since|serving[^.]{0,40}since)\s*(?:in|:)?\s*|स्थापना\s*:?\s*)((?:18|19|20)\d\d)(?!\d)|(?<!\d)((?:18|19|20)\d\d)\s*(?:से|में स्थापित)(?![\p{L}\p{M}])/giu;

function foundingYears(line: Line): readonly Claimed[] {
  const text = withAsciiDigits(line.text);
  return [...text.matchAll(founded)].map(({ 0: found, 1: one, 2: other, index }) => ({
    claim: { kind: "founding_year", value: Number(one ?? other) },
    span: within(line, index, index + found.length),
  }));
}

const addressLabel =
  /^(?:our |shop |office |store |clinic )?(?:address|visit us(?: at)?|find us(?: at)?|location|located at|पता)\s*[:\-–]\s*/i;

function addresses(line: Line, { region }: ReadSettings): readonly Claimed[] {
  const label = addressLabel.exec(line.text)?.[0] ?? "";
  const text = line.text.slice(label.length).replace(/[.;\s]+$/, "");
  const postcode = postcodeIn(text, region);
  const isAddress = text.length >= 12 && text.length <= 200 && /[,\n]/.test(text) && !/[?!₹$€£@]/.test(text);
  if (!isAddress || (label === "" && (postcode === undefined || !/\p{L}/u.test(text)))) return [];
  if (label === "" && text.split(" ").length > 22) return [];
  return [
    {
      claim: { kind: "address", value: { text, postcode: postcode ?? null } },
      span: within(line, label.length, label.length + text.length),
    },
  ];
}

const topics: readonly (readonly [PolicyTopic, RegExp])[] = [
  ["returns", /\b(refund|return|exchange|money[- ]back)(s|ed|able)?\b/i],
  ["cancellation", /\b(cancel|cancell?ation|reschedul|no[- ]show)\w*/i],
  ["shipping", /\b(shipping|delivery|deliver|dispatch)(s|ed|ing)?\b/i],
  ["payment", /\b(payment|pay|upi|cash on delivery|credit cards?|emi)\b/i],
  ["warranty", /\b(warranty|guarantee)\b/i],
  ["privacy", /\bprivacy\b/i],
];
const rule =
  /\b(days?|hours?|within|free|not|only|accept|charge|fee|must|up to|months?|years?|never|share|orders?|via|by)\b/i;

function policies(line: Line): readonly Claimed[] {
  if (line.text.length < 25 || line.text.endsWith("?")) return [];
  const sentences = [...line.text.matchAll(/[^.!?।]{20,300}[.!।]?/gu)].slice(0, 40);
  return sentences.flatMap(({ 0: sentence, index }) => {
    const topic = topics.find(([, pattern]) => pattern.test(sentence))?.[0];
    if (topic === undefined || !rule.test(sentence)) return [];
    const text = sentence.trim().slice(0, claimLimits.text);
    return [{ claim: { kind: "policy", value: { topic, text } }, span: within(line, index, index + sentence.length) }];
  });
}

const roles = "Founder|Co-?founder|Owner|Proprietor|CEO|Managing Director|Director|Principal|Head Doctor|Manager";
const roleFirst = new RegExp(
  `\\b(${roles})\\s*[:\\-–,]\\s*((?:Dr|Mr|Mrs|Ms|Prof)\\.?\\s)?(\\p{Lu}[\\p{L}.]+(?:\\s\\p{Lu}[\\p{L}.]+){1,3})`,
  "gu",
);
const nameFirst = new RegExp(
  `((?:(?:Dr|Mr|Mrs|Ms|Prof)\\.?\\s)?\\p{Lu}[\\p{L}.]+(?:\\s\\p{Lu}[\\p{L}.]+){1,3})\\s*[,\\-–(]\\s*(${roles})\\b`,
  "gu",
);

function people(line: Line): readonly Claimed[] {
  if (line.text.length > 300) return [];
  const person = (found: string, index: number, name: string, role: string): Claimed => ({
    claim: { kind: "person", value: { name: name.trim().slice(0, claimLimits.name), role } },
    span: within(line, index, index + found.length),
  });
  return [
    ...[...line.text.matchAll(roleFirst)].map(({ 0: found, 1: role = "", 2: title = "", 3: name = "", index }) =>
      person(found, index, `${title}${name}`, role),
    ),
    ...[...line.text.matchAll(nameFirst)].map(({ 0: found, 1: name = "", 2: role = "", index }) =>
      person(found, index, name, role),
    ),
  ];
}

function languages(line: Line): readonly Claimed[] {
  if (line.text.length > 200 || !/\b(?:we|staff|team)\s+speak|languages?(?: spoken)?\s*:|भाषा/i.test(line.text))
    return [];
  return languagesIn(line.text).map((language) => ({
    claim: { kind: "language", value: language },
    span: whole(line),
  }));
}

const hoursLabel = /^[\p{L}\p{M} ]{0,40}?(?:hours|timings?|open|समय)[\p{L}\p{M} ]{0,12}\s*[:\-–]\s*/iu;

/** Lines of days and times that follow each other are one opening. */
function hours(lines: readonly Line[]): readonly Claimed[] {
  const found: Claimed[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    let read: { value: ReturnType<typeof readHours>; start: number; end: number } | undefined;
    for (let to = at; to < Math.min(lines.length, at + 8); to += 1) {
      const [first, last] = [lines[at], lines[to]];
      if (first === undefined || last === undefined || last.text.length > 200) break;
      if (to > at && !/\d|closed|बंद/i.test(last.text)) break;
      const joined = lines
        .slice(at, to + 1)
        .map(({ text }) => text)
        .join("\n");
      const cut = readHours(joined) === undefined ? (hoursLabel.exec(joined)?.[0].length ?? 0) : 0;
      const value = readHours(joined.slice(cut).replace(/[.\s]+$/, ""));
      if (value === undefined && !(to === at && hoursLabel.test(`${first.text}:`))) break;
      if (value !== undefined) read = { value, start: first.start + cut, end: whole(last).end };
    }
    if (read?.value === undefined) continue;
    found.push({ claim: { kind: "hours", value: [...read.value] }, span: { start: read.start, end: read.end } });
    at = lines.findIndex((line) => whole(line).end >= (read?.end ?? 0));
  }
  return found;
}

/** A line that asks, and the line that follows it. */
function questions(lines: readonly Line[]): readonly Claimed[] {
  return lines.flatMap((line, at): readonly Claimed[] => {
    const answer = lines[at + 1];
    if (!/[?？]$/.test(line.text) || line.text.length > claimLimits.text || answer === undefined) return [];
    if (answer.text.length < 10 || answer.text.endsWith("?")) return [];
    const text = answer.text.slice(0, claimLimits.answer);
    const claim: ResearchClaim = { kind: "faq", value: { question: line.text, answer: text } };
    return [{ claim, span: { start: line.start, end: answer.start + text.length } }];
  });
}
