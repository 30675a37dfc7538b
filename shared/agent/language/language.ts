import { arabicScript, hindiWords, latinWords, marathiWords } from "../lexicons/language-words.ts";

/** Unicode blocks by language: first and last code point (unicode.org/charts). The Arabic script has several. */
const scripts: readonly { readonly of: string; readonly ranges: readonly (readonly [number, number])[] }[] = [
  { of: "devanagari", ranges: [[0x0900, 0x097f]] },
  { of: "bengali", ranges: [[0x0980, 0x09ff]] },
  { of: "pa", ranges: [[0x0a00, 0x0a7f]] },
  { of: "gu", ranges: [[0x0a80, 0x0aff]] },
  { of: "or", ranges: [[0x0b00, 0x0b7f]] },
  { of: "ta", ranges: [[0x0b80, 0x0bff]] },
  { of: "te", ranges: [[0x0c00, 0x0c7f]] },
  { of: "kn", ranges: [[0x0c80, 0x0cff]] },
  { of: "ml", ranges: [[0x0d00, 0x0d7f]] },
  {
    of: "arabic",
    ranges: [
      [0x0600, 0x06ff],
      [0x0750, 0x077f],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfeff],
    ],
  },
];

/** Minimum share of native letters that outweighs Latin, because product names are in Latin script everywhere. */
const nativeShare = 0.15;

/**
 * The language of a text (BCP 47): by its script, and by frequent words and letters where languages share one. Undefined
 * when it has no letters of a known script, or when they do not tell.
 */
export function languageOf(text: string): string | undefined {
  const counts = new Array<number>(scripts.length).fill(0);
  let latin = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x0600) {
      if (isLatin(code)) latin += 1;
      continue;
    }
    const script = scripts.findIndex(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
    if (script >= 0) counts[script] = (counts[script] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const native = scripts[counts.indexOf(most)];
  if (most > 0 && native && most / (most + latin) >= nativeShare) return nativeLanguage(native.of, text);
  return latin > 0 ? latinLanguage(text) : undefined;
}

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0x24f);
}

function nativeLanguage(of: string, text: string): string | undefined {
  if (of === "devanagari") return hindiOrMarathi(text);
  // Only Assamese writes these two.
  if (of === "bengali") return /[ৰৱ]/.test(text) ? "as" : "bn";
  return of === "arabic" ? arabicScriptLanguage(text) : of;
}

function hindiOrMarathi(text: string): "hi" | "mr" {
  let marathi = 0;
  for (const word of text.match(/[\u0900-\u097f]+/g) ?? []) {
    if (marathiWords.has(word) || /(च्या|साठी|ायचं|ायचे|ायची|ण्यासाठी)$/.test(word)) marathi += 1;
    else if (hindiWords.has(word)) marathi -= 1;
  }
  return marathi > 0 ? "mr" : "hi";
}

/** Urdu, Arabic or Persian. Undefined when letters and words do not tell. */
function arabicScriptLanguage(text: string): string | undefined {
  const said = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const scores = Object.entries(arabicScript).map(([language, { letters, words }]) => {
    const known = said.filter((word) => words.has(word)).length;
    return { language, score: 2 * known + (text.match(letters)?.length ?? 0) };
  });
  scores.sort((a, b) => b.score - a.score);
  const [best, next] = scores;
  return best && best.score > (next?.score ?? 0) ? best.language : undefined;
}

/** Minimum share of a text's words, or their number, that makes it another language than English. */
const share = 0.2;
const enoughWords = 3;

/** English, unless the words of another language are frequent. A word of several languages counts less for each. */
function latinLanguage(text: string): string | undefined {
  const said = text.toLowerCase().match(/[\p{Script=Latin}\p{M}]+/gu) ?? [];
  const scores = new Map<string, { hits: number; weight: number }>();
  for (const word of said) {
    const languages = languagesByWord.get(word) ?? [];
    for (const language of languages) {
      const { hits, weight } = scores.get(language) ?? { hits: 0, weight: 0 };
      scores.set(language, { hits: hits + 1, weight: weight + 1 / languages.length });
    }
  }
  const [best] = [...scores]
    .filter(([language, { hits }]) => isFrequent(language, hits, said.length))
    .sort(([, a], [, b]) => b.weight - a.weight);
  return best?.[0] ?? "en";
}

/** Names are words of some language ("Mala"), so one word among several tells nothing, except for Hindi. */
function isFrequent(language: string, hits: number, words: number): boolean {
  if (hits < 2 && words > 2 && language !== "hi-Latn") return false;
  const isEuropean = !language.endsWith("-Latn");
  if (isEuropean) return hits >= 2 && hits / words >= 2 * share;
  return hits >= enoughWords || hits / words >= share;
}

const languagesByWord = new Map<string, string[]>();
for (const [language, words] of Object.entries(latinWords))
  for (const word of words) languagesByWord.set(word, [...(languagesByWord.get(word) ?? []), language]);
