import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "app", "messages");
const catalogue = (language: string, part: string) =>
  JSON.parse(readFileSync(join(folder, language, part), "utf8")) as Readonly<Record<string, string>>;
const placeholders = (text = "") => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const parts = readdirSync(join(folder, "en"));
const others = readdirSync(folder).filter((language) => language !== "en");

test("every language has every catalogue", () => {
  expect(others).toEqual(["hi", "ur"]);
  for (const language of others) expect([language, readdirSync(join(folder, language))]).toEqual([language, parts]);
});

test.each(parts)("%s says the same in every language: each key, with the same placeholders", (part) => {
  const english = catalogue("en", part);
  for (const language of others) {
    const other = catalogue(language, part);
    expect([language, Object.keys(other)]).toEqual([language, Object.keys(english)]);
    for (const [key, text] of Object.entries(english)) {
      expect([language, key, other[key]?.trim()]).not.toEqual([language, key, ""]);
      expect([language, key, placeholders(other[key])]).toEqual([language, key, placeholders(text)]);
    }
  }
});

test("no text has the same key in two catalogues", () => {
  const keys = parts.flatMap((part) => Object.keys(catalogue("en", part)));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

/** Names, amounts and addresses may be Latin: isolated by U+2066 or U+2068 they cannot turn the words around them. */
test.each(parts)("%s keeps what is put into Urdu apart from its sentence", (part) => {
  const braces = new Set(["open", "close"]);
  for (const [key, text] of Object.entries(catalogue("ur", part))) {
    const bare = [...text.matchAll(/(?<![\u2066\u2068])\{(\w+)\}|\{(\w+)\}(?!\u2069)/g)].map(
      ([, first, second]) => first ?? second,
    );
    expect([key, bare.filter((name) => !braces.has(name ?? ""))]).toEqual([key, []]);
  }
});

/** Latin names stay Latin; any other letter belongs to Urdu, which has its own forms of some of Arabic's. */
test.each(parts)("%s is in Urdu's letters", (part) => {
  for (const [key, text] of Object.entries(catalogue("ur", part)))
    expect([key, text.match(/[\u0900-\u097f\u0643\u064a\u0649\u0629]/g)]).toEqual([key, null]);
});
