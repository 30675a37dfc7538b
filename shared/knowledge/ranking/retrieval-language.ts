import { isHinglishWord, rawWordsOf } from "../words.ts";

const sampleLength = 1_000;
/** A third of the letters suffices, because names and numbers are often Latin. */
const scriptShare = 1 / 3;
const hinglishShare = 1 / 5;

const scripts = [
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Arabic",
].map((name) => ({ name: name.toLowerCase(), letters: new RegExp(`\\p{Script=${name}}`, "gu") }));

/** The language of a text as far as embeddings care: its script, with romanised Hindi apart from other Latin text. */
export function retrievalLanguage(text: string): string {
  const sample = text.slice(0, sampleLength);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const script = scripts.find((each) => (sample.match(each.letters)?.length ?? 0) > letters * scriptShare);
  if (script) return script.name;
  const words = rawWordsOf(sample);
  const hinglish = words.filter(isHinglishWord).length;
  return hinglish > 0 && hinglish >= words.length * hinglishShare ? "hinglish" : "latin";
}
