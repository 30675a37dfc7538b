import { claimLimits, type PolicyTopic } from "../../../../../shared/events/lifecycle/research-claims.ts";
import type { Claimed, Line } from "./claimed.ts";

const topics: readonly (readonly [PolicyTopic, RegExp])[] = [
  ["returns", /\b(refund|return|exchange|money[- ]back)(s|ed|able)?\b|रिफंड|लौटा|बदल[ीन]/iu],
  ["cancellation", /\b(cancel|cancell?ation|reschedul|no[- ]show)\w*|रद्द|कैंसिल/iu],
  ["shipping", /\b(shipping|delivery|deliver|dispatch)(s|ed|ing)?\b|डिलीवरी|डिलिवरी/iu],
  [
    "payment",
    /\b(payments?|pay|paid|payable|upi|cash on delivery|credit cards?|emi|deposit|instal?lments?)\b|भुगतान|यूपीआई|किस्त/iu,
  ],
  ["warranty", /\b(warranty|guarantee)\b|वारंटी|गारंटी/iu],
  ["privacy", /\bprivacy\b|गोपनीय|निजता/iu],
];
const rule =
  /\b(days?|hours?|within|free|no|not|only|accept|available|charge[ds]?|fee|must|due|up to|months?|years?|never|share|orders?|via|by)\b|दिन|घंट|महीन|भीतर|मुफ़्त|मुफ्त|स्वीकार|शुल्क|केवल|साल|वापस/iu;

/** Sentences that state a rule: each is of the topic that it names first. */
export function policyFacts(line: Line): readonly Claimed[] {
  if (line.text.length < 25 || line.text.endsWith("?")) return [];
  const sentences = [...line.text.matchAll(/[^.!?।]{20,300}[.!।]?/gu)].slice(0, 40);
  return sentences.flatMap(({ 0: sentence, index }) => {
    const named = topics
      .flatMap(([topic, pattern]) => {
        const at = pattern.exec(sentence)?.index;
        return at === undefined ? [] : [{ topic, at }];
      })
      .toSorted((one, other) => one.at - other.at);
    const [first] = named;
    if (first === undefined || !rule.test(sentence)) return [];
    const text = sentence.trim().slice(0, claimLimits.text);
    const start = line.start + index;
    const value = { topic: first.topic, text };
    return [{ claim: { kind: "policy", value }, span: { start, end: start + sentence.length } }];
  });
}
