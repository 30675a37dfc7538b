import { isSameLanguage, languageName } from "./languages.ts";

test.each([
  ["en-GB", "en", true],
  ["hi-Latn", "HI", true],
  ["hi", "en-GB", false],
  ["und", "en", true],
  ["", "en", true],
])("%s and %s are the same language: %s", (one, other, same) => {
  expect(isSameLanguage(one, other)).toBe(same);
});

test("a language is called by its name, and a tag of none as it is", () => {
  expect(languageName("hi", "en")).toBe("Hindi");
  expect(languageName("hi", "hi")).toBe("हिन्दी");
  expect(languageName("not a tag", "en")).toBe("not a tag");
});
