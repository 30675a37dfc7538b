/** The countries of the product's languages, where a tag names none: speech services want one. */
const regions: Readonly<Record<string, string>> = {
  ar: "EG",
  as: "IN",
  bn: "IN",
  de: "DE",
  en: "IN",
  es: "ES",
  fa: "IR",
  fr: "FR",
  gu: "IN",
  hi: "IN",
  kn: "IN",
  ml: "IN",
  mr: "IN",
  or: "IN",
  pa: "IN",
  pt: "BR",
  ta: "IN",
  te: "IN",
  ur: "IN",
};

/** `hi` → `hi-IN`; `en` → `en-GB` where `beside` is `en-GB`. A tag that names its region stays. */
export function localeOf(language: string, beside = ""): string {
  const { language: base, region, script } = new Intl.Locale(language);
  if (region !== undefined) return language;
  if (beside.startsWith(`${base}-`)) return beside;
  const country = regions[base] ?? new Intl.Locale(language).maximize().region;
  return [base, script, country].filter(Boolean).join("-");
}

/** `hi-IN` → `hi`. */
export function baseLanguage(language: string): string {
  return language.split("-")[0] ?? language;
}
