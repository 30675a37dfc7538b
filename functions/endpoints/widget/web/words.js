const supported = ["en", "hi", "ur"];

/**
 * The chat's own texts in the first supported language, or in English.
 * @param {readonly (string | undefined)[]} wanted BCP 47
 */
export async function wordsFor(wanted) {
  const language = languageOf(wanted);
  const { words } = await import(`./words-${language}.js`);
  return { language, direction: language === "ur" ? "rtl" : "ltr", words };
}

/** @param {readonly (string | undefined)[]} wanted */
export function languageOf(wanted) {
  const languages = wanted.map((tag) => (tag ?? "").split("-", 1)[0].toLowerCase());
  return languages.find((language) => supported.includes(language)) ?? "en";
}
