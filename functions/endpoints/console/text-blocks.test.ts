import fc from "fast-check";
import { blocksOf, textOf } from "./app/src/pages/requirements/text-blocks.ts";

test("reads paragraphs, line breaks, lists and marks", () => {
  expect(blocksOf("Offer **three** slots\nat once\n\n- Monday\n- *late* Tuesday\n1. `A`")).toEqual([
    {
      type: "paragraph",
      lines: [[{ text: "Offer " }, { text: "three", mark: "strong" }, { text: " slots" }], [{ text: "at once" }]],
    },
    { type: "bullets", items: [[{ text: "Monday" }], [{ text: "late", mark: "em" }, { text: " Tuesday" }]] },
    { type: "numbers", items: [[{ text: "A", mark: "code" }]] },
  ]);
});

test("leaves alone what only looks like a mark", () => {
  expect(blocksOf("2 * 3 * 4 = 24 ** or so **")).toEqual([
    { type: "paragraph", lines: [[{ text: "2 * 3 * 4 = 24 ** or so **" }]] },
  ]);
});

test("reads back what it writes, whatever the text", () => {
  const piece = fc.constantFrom("a", " ", "**", "*", "`", "- ", "1. ", "\n", "\n\n", "हिंदी", "<b>", "\\");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const blocks = blocksOf(pieces.join(""));
      expect(textOf(blocksOf(textOf(blocks)))).toBe(textOf(blocks));
      expect(blocksOf(textOf(blocks))).toEqual(blocks);
    }),
    { numRuns: 2_000 },
  );
});
