import { wordWrap, wrapText } from "./word-wrap.ts";

describe("word wrap", () => {
  it("breaks between words and indents", () => {
    const wrap = wordWrap({ width: 14, indent: 4 });
    expect(wrap.feed("one two three four ") + wrap.flush()).toBe("one two\n    three four");
  });

  it("gives the same result for any pieces of the text", () => {
    const text = "A trained phlebotomist collects samples\nat home  every day — ₹150, नमस्ते";
    const whole = wordWrap({ width: 20, indent: 2 });
    const pieces = wordWrap({ width: 20, indent: 2 });
    const inPieces = [...text].map((letter) => pieces.feed(letter)).join("") + pieces.flush();
    expect(inPieces).toBe(whole.feed(text) + whole.flush());
  });

  it("buffers a word until it is complete", () => {
    const wrap = wordWrap({ width: 20, indent: 0 });
    expect(wrap.feed("hel")).toBe("");
    expect(wrap.feed("lo ")).toBe("hello");
  });

  it("keeps line breaks and does not break a long word", () => {
    const wrap = wordWrap({ width: 10, indent: 0 });
    expect(wrap.feed("a\n\nhttps://example.com/long b") + wrap.flush()).toBe("a\n\nhttps://example.com/long\nb");
  });

  it("keeps each line's indent in a complete text", () => {
    expect(wrapText("  one two three\nfour", 10)).toBe("  one two\n  three\nfour");
  });
});
