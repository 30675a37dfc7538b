/**
 * The entry of a customer's language. A regional variant has its language's (`pt-BR`: `pt`). A romanised language
 * without an entry has none: who writes it may not read its own script.
 */
export function inLanguage<T>(entries: Readonly<Record<string, T>>, language: string, english: T): T {
  const [main = ""] = language.split("-");
  return entries[language] ?? (language.endsWith("-Latn") ? undefined : entries[main]) ?? english;
}

/** Languages as configurations name them. */
const names: Readonly<Record<string, string>> = {
  english: "en",
  hindi: "hi",
  hinglish: "hi-Latn",
  marathi: "mr",
  bengali: "bn",
  bangla: "bn",
  gujarati: "gu",
  tamil: "ta",
  telugu: "te",
  kannada: "kn",
  malayalam: "ml",
  punjabi: "pa",
  odia: "or",
  urdu: "ur",
  arabic: "ar",
  persian: "fa",
  spanish: "es",
  portuguese: "pt",
  french: "fr",
  german: "de",
};

/** The language of a tenant's `agent.language` for texts that tell none: English where it is one of several. */
export function languageNamed(text: string): string {
  const named = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const known = named.flatMap((name) => names[name] ?? []);
  return known.includes("en") ? "en" : (known[0] ?? "en");
}
