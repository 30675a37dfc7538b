import { isOnlySlash, matchingReplies, searchAt, withReply } from "./slash.ts";

test.each([
  ["/", 1, ""],
  ["/gre", 4, "gre"],
  ["Hello /gre and more", 10, "gre"],
  ["Hello\n/report times", 19, "report times"],
])("“%s” searches at %i for “%s”", (text, cursor, query) => {
  expect(searchAt(text, cursor, "/")?.query).toBe(query);
});

test.each([
  ["and/or", 6],
  ["https://example.com/a", 21],
  ["1 / 2", 5],
  ["/two\nlines", 10],
  ["no slash", 8],
  [`/${"x".repeat(60)}`, 61],
])("“%s” searches for nothing", (text, cursor) => {
  expect(searchAt(text, cursor, "/")).toBeUndefined();
});

test("puts several replies into one message, each at the cursor", () => {
  const first = "Hello /g, bye";
  const one = searchAt(first, 8, "/");
  if (one === undefined) throw new Error("no search");
  const after = withReply(first, one, "Namaste");
  expect(after).toEqual({ text: "Hello Namaste, bye", cursor: 13 });
  const second = `${after.text} /t`;
  const two = searchAt(second, second.length, "/");
  if (two === undefined) throw new Error("no search");
  expect(withReply(second, two, "24 hours").text).toBe("Hello Namaste, bye 24 hours");
});

test("knows a message that is nothing but a search", () => {
  const slash = { from: 0, to: 4, query: "gre" };
  expect(isOnlySlash("/gre ", slash)).toBe(true);
  expect(isOnlySlash("/gre and", slash)).toBe(false);
});

test("finds replies by all words of a search in title, id or text", () => {
  const replies = [
    { id: "greeting", title: "Greeting", text: "Namaste" },
    { id: "times", title: "Report times", text: "Most reports are ready within 24 hours" },
  ];
  expect(matchingReplies(replies, "")).toHaveLength(2);
  expect(matchingReplies(replies, "READY report").map(({ id }) => id)).toEqual(["times"]);
  expect(matchingReplies(replies, "ready namaste")).toEqual([]);
});
