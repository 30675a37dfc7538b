import { fold } from "./fold.ts";

/** ISO 639-1 codes by the languages' names. */
const names: Readonly<Record<string, string>> = {
  english: "en",
  अंग्रेज़ी: "en",
  अंग्रेजी: "en",
  hindi: "hi",
  हिन्दी: "hi",
  हिंदी: "hi",
  marathi: "mr",
  मराठी: "mr",
  gujarati: "gu",
  ગુજરાતી: "gu",
  bengali: "bn",
  tamil: "ta",
  telugu: "te",
  kannada: "kn",
  malayalam: "ml",
  punjabi: "pa",
  urdu: "ur",
  odia: "or",
  assamese: "as",
  french: "fr",
  german: "de",
  deutsch: "de",
  spanish: "es",
  italian: "it",
  portuguese: "pt",
  arabic: "ar",
  russian: "ru",
  chinese: "zh",
  mandarin: "zh",
  japanese: "ja",
  korean: "ko",
  dutch: "nl",
  polish: "pl",
  turkish: "tr",
  sanskrit: "sa",
  nepali: "ne",
  sinhala: "si",
};

const languageByName: ReadonlyMap<string, string> = new Map(
  Object.entries(names).map(([name, code]) => [fold(name), code]),
);

/** The languages that a text names, or declares as `lang: en`, once each. */
export function languagesIn(text: string): readonly string[] {
  const folded = fold(text);
  const declared = /^lang: ([a-z]{2})(?:[-_][\w-]*)?$/.exec(folded)?.[1];
  if (declared !== undefined) return [declared];
  const words = folded.split(/[^\p{L}\p{M}]+/u);
  return [...new Set(words.flatMap((word) => languageByName.get(word) ?? []))];
}
