import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { clauseSplitter, speakableClauses } from "./index.ts";

describe("speakableClauses", () => {
  it("begins with a short clause, then goes on in sentences", () => {
    expect(
      speakableClauses("Sure, I can help you with that, of course. It costs ₹500, and it is quick. Fine?"),
    ).toEqual(["Sure, I can help you with that,", "of course.", "It costs ₹500, and it is quick.", "Fine?"]);
  });

  it.each([
    ["Dr. Rao is in. See Mr. Sen, no. 5, for Rs. 500.", ["Dr. Rao is in.", "See Mr. Sen, no. 5, for Rs. 500."]],
    ["It is 10.30 now. E.g. at 2.5 km.", ["It is 10.30 now.", "E.g. at 2.5 km."]],
    ["We open on Nov 29, 2026 again.", ["We open on Nov 29, 2026 again."]],
    ["नमस्ते। डॉ. राव यहाँ हैं।", ["नमस्ते।", "डॉ. राव यहाँ हैं।"]],
    ["1. one\n2. two", ["1. one", "2. two"]],
    ["یہ ٹھیک ہے۔ اور؟", ["یہ ٹھیک ہے۔", "اور؟"]],
  ])("keeps abbreviations, numbers and dates together: %s", (text, clauses) => {
    expect(speakableClauses(text)).toEqual(clauses);
  });

  it("cuts a first sentence without a comma at a space, away from numbers", () => {
    const [first = "", ...rest] = speakableClauses(`${"word ".repeat(16)}98765 43210 and more words follow here.`);
    expect(first.length).toBeLessThanOrEqual(80);
    expect([first, ...rest].some((clause) => clause.includes("98765 43210"))).toBe(true);
  });

  it("finds the same clauses in a stream of letters, and where they begin", () => {
    const text = "Okay, wait a moment, please. I am looking. It's 9:30 now, Nov 29, 2026! Bye";
    const splitter = clauseSplitter();
    const streamed = [...text].flatMap((letter) => splitter.push(letter));
    streamed.push(...splitter.finish());
    expect(streamed.map((clause) => clause.text.trim())).toEqual(speakableClauses(text));
    expect(streamed.map((clause) => clause.text).join("")).toBe(text);
    expect(streamed.every((clause) => text.startsWith(clause.text, clause.start))).toBe(true);
  });

  it.each(["a ", "a, ", "a. ", "Dr. ", "."])("takes linear time for %j", (unit) => {
    const text = (size: number) => unit.repeat(size / unit.length);
    expect(growthAtEightfold((size) => speakableClauses(text(size)), 12_500)).toBeLessThan(linearAtEightfold);
  });
});
