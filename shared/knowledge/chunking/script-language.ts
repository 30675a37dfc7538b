/** Unicode blocks of scripts that stand for one language here (unicode.org/charts). */
const scripts: readonly (readonly [language: string, pattern: RegExp])[] = [
  ["hi", /\p{Script=Devanagari}/gu],
  ["bn", /\p{Script=Bengali}/gu],
  ["pa", /\p{Script=Gurmukhi}/gu],
  ["gu", /\p{Script=Gujarati}/gu],
  ["or", /\p{Script=Oriya}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["te", /\p{Script=Telugu}/gu],
  ["kn", /\p{Script=Kannada}/gu],
  ["ml", /\p{Script=Malayalam}/gu],
  ["ar", /\p{Script=Arabic}/gu],
];
const latin = /\p{Script=Latin}/gu;
const english = /\b(the|and|of|to|is|are|for|with|you|your|in|on|from|not|we|our|this|that|can|be|or)\b/gi;
/** Product names are in Latin script everywhere. */
const minShare = 0.15;

/** The language of a passage by its script (BCP 47); English by its frequent words; else `und`. */
export function scriptLanguage(text: string): string {
  const letters = count(text, /\p{L}/gu);
  const [best] = scripts
    .map(([language, pattern]) => ({ language, share: count(text, pattern) / Math.max(1, letters) }))
    .toSorted((a, b) => b.share - a.share);
  if (best !== undefined && best.share >= minShare) return best.language;
  const words = count(text, /\p{L}+/gu);
  return count(text, latin) > letters / 2 && count(text, english) >= words / 20 && words > 0 ? "en" : "und";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
