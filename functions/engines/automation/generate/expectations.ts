import type { Expectation } from "../../../../shared/agent/scenarios/expectation.ts";

/** Most expectations of one scenario. */
const most = 6;
const quote = /["“„]([^"“”„]{2,200})["”]/g;
const handsOver = /\b(hand(s|ed)? (it )?over|escalat\w+|to a (person|human|colleague|doctor))\b|सौंप/i;
const calls = /\b(calls?|uses?|runs?) (the )?tool\b|टूल/i;
const numbers = /\b(numbers?|figures?|amounts?)\b|संख्या/i;
const never = /\b(never|not|nothing|without|neither|nor)\b|n't\b|नहीं/i;

/** Between the quotes of a list. */
const between = /^[\s,/&]*(or|and|nor|या|और)?[\s,]*$/i;

/**
 * What an outcome says, in English or Hindi, as far as it can be checked: quoted words are to be said, after "not" or
 * "never" not to be said, after "numbers" stated, after "calls the tool" called. `forbidden`: words never to be said.
 */
export function expectationsIn(outcome: string, forbidden: readonly string[] = []): readonly Expectation[] {
  const found: Expectation[] = [];
  let from = 0;
  for (const match of outcome.matchAll(quote)) {
    // The words that a quote belongs to: back to the end of the sentence before, or to the quote before.
    const before =
      outcome
        .slice(from, match.index)
        .split(/[.;।]\s/)
        .at(-1) ?? "";
    found.push(expectationOf(between.test(before) ? found.at(-1) : before, match[1] ?? ""));
    from = match.index + match[0].length;
  }
  const words = outcome.replace(quote, "");
  if (handsOver.test(words)) found.push({ kind: "handoff" });
  else if (/\basks?\b/i.test(words)) found.push({ kind: "asks" });
  const isShown = found.some(({ kind }) => kind !== "not-mentions");
  const all: readonly Expectation[] = [
    ...(isShown ? [] : [{ kind: "reply" as const }]),
    ...found,
    ...forbidden.map((text) => ({ kind: "not-mentions" as const, text })),
  ];
  return all.slice(0, most);
}

/** Words in quotes. */
export function quotesIn(text: string): readonly string[] {
  return [...text.matchAll(quote)].map(([, words = ""]) => words);
}

/** A quote right after another, as in a list, means the same as that one. */
function expectationOf(before: string | Expectation | undefined, text: string): Expectation {
  if (typeof before !== "string") {
    const isListed = before && "text" in before;
    return { kind: isListed ? before.kind : "mentions", text };
  }
  if (calls.test(before)) return { kind: "calls", text };
  if (never.test(before)) return { kind: "not-mentions", text };
  return { kind: numbers.test(before) ? "numbers" : "mentions", text };
}
