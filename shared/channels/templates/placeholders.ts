const placeholder = /\{\{\s*(\w{1,60})\s*\}\}/g;

const withSpaceBefore = new RegExp(`([ \\t]?)${placeholder.source}`, "g");

/** The names in a text's `{{placeholders}}`, each once, in the order they first appear. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name))];
}

/** In one pass: a value that holds braces is not filled again. An empty one takes the space before it along. */
export function fillPlaceholders(text: string, wordFor: (name: string) => string): string {
  return text.replace(withSpaceBefore, (_whole, before: string, name: string) => {
    const word = wordFor(name);
    return word === "" ? "" : `${before}${word}`;
  });
}

/** A value's own property only, so that `{{constructor}}` has no value unless one is given. */
export function givenValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
