import { matchingColleagues, mentionedIn, mentionParts } from "./mentions.ts";
import { searchAt } from "./slash.ts";

const colleagues = [
  { id: "person:1", name: "Bela" },
  { id: "person:2", name: "Bela Kumar" },
  { id: "person:3", name: "आशा" },
  { id: "person:4", name: "Ravi (lab)" },
  { id: "person:5", name: "Ravi (lab)" },
];
const nobody: ReadonlySet<string> = new Set();

test("“@” at the cursor searches, but not within an address", () => {
  expect(searchAt("Ask @be", 7, "@")).toEqual({ from: 4, to: 7, query: "be" });
  expect(searchAt("bela@example.com", 16, "@")).toBeUndefined();
});

test("finds colleagues by the beginnings of their names, until the name is complete", () => {
  const found = (query: string) => matchingColleagues(colleagues, query).map(({ id }) => id);
  expect(found("")).toHaveLength(5);
  expect(found("be")).toEqual(["person:1", "person:2"]);
  expect(found("kum be")).toEqual(["person:2"]);
  expect(found("Bela Kumar ")).toEqual([]);
  expect(found("bela and")).toEqual([]);
});

test("a note speaks to those whom it names, the longest name first", () => {
  expect(mentionedIn("@Bela Kumar, see this", colleagues, nobody)).toEqual(["person:2"]);
  expect(mentionedIn("(@bela) and @आशा, and @Bela again", colleagues, nobody)).toEqual(["person:1", "person:3"]);
  expect(mentionedIn("write to me@Bela or @Belatrix or @आशाओं", colleagues, nobody)).toEqual([]);
  expect(mentionedIn("@Bela", [], nobody)).toEqual([]);
});

test("of two with the same name, the picked one is meant, and both where nobody was picked", () => {
  expect(mentionedIn("@Ravi (lab) knows", colleagues, new Set(["person:5"]))).toEqual(["person:5"]);
  expect(mentionedIn("@Ravi (lab) knows", colleagues, nobody)).toEqual(["person:4", "person:5"]);
});

test("splits a note at its names", () => {
  expect(mentionParts("Hi @Bela!", ["Bela"])).toEqual([
    { text: "Hi ", isMention: false, at: 0 },
    { text: "@Bela", isMention: true, at: 3 },
    { text: "!", isMention: false, at: 8 },
  ]);
  expect(mentionParts("Hi @Bela!", [])).toEqual([{ text: "Hi @Bela!", isMention: false, at: 0 }]);
});
