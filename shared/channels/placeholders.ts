const placeholder = /\{\{\s*(\w{1,60})\s*\}\}/g;

/** The names in a text's `{{placeholders}}`, each once, in the order they first appear. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name))];
}

/** Fills in one pass, so a value with braces is not filled again. */
export function fillPlaceholders(text: string, wordFor: (name: string) => string): string {
  return text.replace(placeholder, (_whole, name: string) => wordFor(name));
}

/** A value's own property only, so that `{{constructor}}` has no value unless one is given. */
export function givenValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
