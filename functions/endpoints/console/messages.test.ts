import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "app", "messages");
const catalogue = (language: string, part: string) =>
  JSON.parse(readFileSync(join(folder, language, part), "utf8")) as Readonly<Record<string, string>>;
const placeholders = (text = "") => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const parts = readdirSync(join(folder, "en"));

test("every language has every catalogue", () => {
  for (const language of readdirSync(folder))
    expect([language, readdirSync(join(folder, language))]).toEqual([language, parts]);
});

test.each(parts)("%s says the same in Hindi: each key, with the same placeholders", (part) => {
  const [english, hindi] = [catalogue("en", part), catalogue("hi", part)];
  expect(Object.keys(hindi).sort()).toEqual(Object.keys(english).sort());
  for (const [key, text] of Object.entries(english)) {
    expect([key, hindi[key]?.trim()]).not.toEqual([key, ""]);
    expect([key, placeholders(hindi[key])]).toEqual([key, placeholders(text)]);
  }
});

test("no text has the same key in two catalogues", () => {
  const keys = parts.flatMap((part) => Object.keys(catalogue("en", part)));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
