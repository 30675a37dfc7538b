import fc from "fast-check";
import { splitText } from "./split-text.ts";

const squeeze = (text: string) => text.replace(/\s+/g, "");

test("keeps a short text whole", () => {
  expect(splitText("Hello Asha", 1600)).toEqual(["Hello Asha"]);
});

test("cuts between sentences before it cuts between words", () => {
  expect(splitText("One two three. Four five six seven", 20)).toEqual(["One two three.", "Four five six seven"]);
});

test("never cuts a link that fits a part", () => {
  const link = "https://example.com/a/b/c/d";
  expect(splitText(`Please look at this page now ${link} today`, 30)).toContainEqual(expect.stringContaining(link));
});

test("says nothing for an empty text", () => {
  expect(splitText("   ", 10)).toEqual([]);
});

test("cuts a word without spaces only between whole characters", () => {
  for (const part of splitText("👩‍👩‍👧‍👦".repeat(20), 30)) expect(part.length % "👩‍👩‍👧‍👦".length).toBe(0);
});

test("every part fits and nothing is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.integer({ min: 40, max: 120 }), (text, length) => {
      const parts = splitText(text, length);
      expect(parts.every((part) => part.length > 0 && part.length <= length)).toBe(true);
      expect(squeeze(parts.join(""))).toBe(squeeze(text));
    }),
  );
});

test("never cuts a link that would fit into a part, though nothing around it has a space", () => {
  const link = "https://example.com/a/very/long/path?with=query&and=more";
  expect(splitText(`${"字".repeat(30)}${link}`, 60)).toEqual(["字".repeat(30), link]);
});

test("cuts between the words of a language that writes no spaces", () => {
  const parts = splitText("สวัสดีครับยินดีต้อนรับสู่คลินิกของเรา", 16);
  expect(parts.join("")).toBe("สวัสดีครับยินดีต้อนรับสู่คลินิกของเรา");
  expect(parts[0]).toBe("สวัสดีครับยินดี");
});

test("counts bytes where a channel does", () => {
  const parts = splitText("नमस्ते दुनिया 👨‍👩‍👧 ".repeat(20), 100, "bytes");
  expect(parts.every((part) => Buffer.byteLength(part) <= 100)).toBe(true);
  expect(parts.join(" ")).toBe("नमस्ते दुनिया 👨‍👩‍👧 ".repeat(20).trim());
});
