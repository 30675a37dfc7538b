import { claimLimits, type ResearchClaim } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { withAsciiDigits } from "../../facts/fold.ts";
import { languagesIn } from "../../facts/read-languages.ts";
import { phonesIn } from "../../facts/read-phones.ts";
import type { ReadSettings } from "../../facts/reading.ts";
import { emailsIn } from "../../facts/says.ts";
import { addressFacts } from "./address-facts.ts";
import { type Claimed, type Line, whole } from "./claimed.ts";
import { hoursFacts } from "./hours-facts.ts";
import { personFacts } from "./person-facts.ts";
import { policyFacts } from "./policy-facts.ts";
import { productFacts } from "./product-facts.ts";

/** The facts in the lines that readers see. `headings`: where the lines begin that are headings. */
export function textFacts(
  lines: readonly Line[],
  settings: ReadSettings,
  headings: ReadonlySet<number>,
): readonly Claimed[] {
  return [
    ...lines.flatMap((line) => [
      ...phones(line, settings),
      ...emailsIn(line.text).map(({ email, start, end }) => ({
        claim: { kind: "email" as const, value: email },
        span: within(line, start, end),
      })),
      ...foundingYears(line),
      ...policyFacts(line),
      ...personFacts(line),
      ...languages(line),
    ]),
    ...addressFacts(lines, settings),
    ...hoursFacts(lines),
    ...questions(lines),
    ...productFacts(lines, settings, headings),
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

/** `has practised since 2006` tells of a person. */
const ofAPerson = /\b(?:practi[sc]\w+|work(?:s|ed|ing)|teach\w*|taught|experience|member|living|lives)\b[^.]{0,20}$/i;

function foundingYears(line: Line): readonly Claimed[] {
  const text = withAsciiDigits(line.text);
  const matches = [...text.matchAll(founded)].filter(({ index }) => !ofAPerson.test(text.slice(0, index)));
  return matches.map(({ 0: found, 1: one, 2: other, index }) => ({
    claim: { kind: "founding_year", value: Number(one ?? other) },
    span: within(line, index, index + found.length),
  }));
}

function languages(line: Line): readonly Claimed[] {
  if (line.text.length > 200 || !/\b(?:we|staff|team)\s+speak|languages?(?: spoken)?\s*:|भाषा/i.test(line.text))
    return [];
  return languagesIn(line.text).map((language) => ({
    claim: { kind: "language", value: language },
    span: whole(line),
  }));
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
