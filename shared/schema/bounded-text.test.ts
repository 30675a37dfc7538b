import { growthAtEightfold, linearAtEightfold } from "../../tests/growth.fixture.ts";
import { normalized, withBoundedMarks } from "./bounded-text.ts";

describe("a text's marks", () => {
  it.each([
    "नमस्ते, कृपया",
    "Việt Nam",
    "ก็ที่",
    "བསྒྲུབས་",
    "שָׁלוֹם",
    "e\u0301\u0323",
    "z\u0335\u0321\u0321\u0321a\u0335l\u0335g\u0335o\u0335",
    "👩🏽‍⚕️",
  ])("stay as they are in %s", (text) => {
    expect(withBoundedMarks(text)).toBe(text);
  });

  it("end after the tenth on one letter", () => {
    expect(withBoundedMarks(`a${"\u0301".repeat(11)}b${"\u0316".repeat(10)}`)).toBe(
      `a${"\u0301".repeat(10)}b${"\u0316".repeat(10)}`,
    );
  });

  it.each([
    ["marks of two classes", "\u0301\u0316"],
    ["marks that are letters before", "\uff9e\u0301\uff9f\u0316"],
    ["marks beyond the basic plane", "\u{1d165}\u0316"],
  ])("cost no more than their number when they are normalised: %s", (_, marks) => {
    const text = (size: number) => `a${marks.repeat(size)}`;
    for (const form of ["NFC", "NFKC", "NFKD"] as const)
      expect(growthAtEightfold((size) => normalized(text(size), form), 2_000)).toBeLessThan(linearAtEightfold);
  });

  it("are all counted: no other character becomes a mark that changes places when it is normalised", () => {
    // U+0334 goes before every other mark that changes places.
    const changesPlaces = (text: string) => `${text}\u0334`.normalize("NFKD").startsWith("\u0334");
    const missed: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const text = String.fromCodePoint(code);
      if (changesPlaces(text) && !/^[\p{M}\uff9e\uff9f]$/u.test(text)) missed.push(code.toString(16));
    }
    expect(missed).toEqual([]);
  });
});
