import { normalized } from "../../schema/bounded-text.ts";
import { type Meaning, meaningOf } from "./meaning.ts";
import { english } from "./words/english.ts";
import { hindi } from "./words/hindi.ts";
import { bengali, gujarati, marathi, southernAndPunjabi, tamil, telugu, urdu } from "./words/indic.ts";

/** A phrase's meanings by language. A word such as "do" (English, and two in Hindi) has several. */
export type Entry = readonly (readonly Meaning[])[];

const lists = [english, hindi, marathi, bengali, gujarati, tamil, telugu, urdu, southernAndPunjabi];

/** Maximum number of words in a phrase. */
export const longestPhrase = 4;

let entries: ReadonlyMap<string, Entry> | undefined;

/** The phrase's meanings. The lists are read at the first use. */
export function entryOf(phrase: string): Entry | undefined {
  entries ??= readLists();
  return entries.get(phrase);
}

function readLists(): ReadonlyMap<string, Entry> {
  const read = new Map<string, Map<string, readonly Meaning[]>>();
  for (const line of lists.join("\n").split("\n")) {
    const [name = "", ...rest] = line.trim().split(/\s+/);
    if (name === "") continue;
    for (const phrase of rest.join(" ").split(",")) {
      const key = normalized(phrase.trim(), "NFKC");
      if (key === "") continue;
      read.set(key, (read.get(key) ?? new Map()).set(name, meaningOf(name)));
    }
  }
  return new Map([...read].map(([phrase, meanings]) => [phrase, [...meanings.values()]]));
}
