import { applyPatch } from "./tenant-text.ts";

it.each([
  ["merges sections", { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
  ["replaces lists", { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ["adds sections", {}, { a: { b: 1 } }, { a: { b: 1 } }],
  ["removes keys that are null", { a: 1, b: 2 }, { a: null }, { b: 2 }],
])("%s", (_, before, patch, after) => expect(applyPatch(before, patch)).toEqual(after));
