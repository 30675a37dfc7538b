import { hindiWords, hinglishWords, marathiWords } from "./lexicons/language-words.ts";

/** Unicode blocks of the supported scripts: first and last code point (unicode.org/charts). */
const scripts = [
  { language: "hi", ranges: [[0x0900, 0x097f]] },
  { language: "bn", ranges: [[0x0980, 0x09ff]] },
  { language: "gu", ranges: [[0x0a80, 0x0aff]] },
  { language: "ta", ranges: [[0x0b80, 0x0bff]] },
  { language: "te", ranges: [[0x0c00, 0x0c7f]] },
  {
    language: "ur",
    ranges: [
      [0x0600, 0x06ff],
      [0x0750, 0x077f],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfeff],
    ],
  },
] as const;

/** Minimum share of native letters that outweighs Latin, because product names are in Latin script everywhere. */
const nativeShare = 0.15;

/**
 * The language of a text, by its script. Frequent words distinguish Hindi from Marathi, and English from romanised
 * Hindi. Undefined when the text has no letters.
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
  if (most > 0 && native && most / (most + latin) >= nativeShare) {
    return native.language === "hi" ? hindiOrMarathi(text) : native.language;
  }
  return latin > 0 ? englishOrHinglish(text) : undefined;
}

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0x24f);
}

function hindiOrMarathi(text: string): "hi" | "mr" {
  let marathi = 0;
  for (const word of text.match(/[\u0900-\u097f]+/g) ?? []) {
    if (marathiWords.has(word) || /(च्या|साठी|ायचं|ायचे|ायची|ण्यासाठी)$/.test(word)) marathi += 1;
    else if (hindiWords.has(word)) marathi -= 1;
  }
  return marathi > 0 ? "mr" : "hi";
}

function englishOrHinglish(text: string): "en" | "hi-Latn" {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  let hindi = 0;
  for (const word of words) if (hinglishWords.has(word)) hindi += 1;
  return hindi >= 3 || hindi / words.length >= 0.2 ? "hi-Latn" : "en";
}
