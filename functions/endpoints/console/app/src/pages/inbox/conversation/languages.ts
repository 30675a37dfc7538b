/** Languages by their BCP 47 tags. Pure. */

/** Whether two tags name the same language, whatever its country or script. An unknown one is taken for the same. */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one, other].map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return a === b || [a, b].some((base) => base === "" || base === "und");
}

/** What people call a language. A tag that no language has is shown as it is. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
