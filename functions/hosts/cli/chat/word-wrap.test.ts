import { wordWrap, wrapped } from "./word-wrap.ts";

describe("word wrap", () => {
  it("breaks between words, under the indent", () => {
    const wrap = wordWrap({ width: 14, indent: 4 });
    expect(wrap.feed("one two three four ") + wrap.flush()).toBe("one two\n    three four");
  });

  it("says the same whatever pieces the text comes in", () => {
    const text = "A trained phlebotomist collects samples\nat home  every day — ₹150, नमस्ते";
    const whole = wordWrap({ width: 20, indent: 2 });
    const pieces = wordWrap({ width: 20, indent: 2 });
    const inPieces = [...text].map((letter) => pieces.feed(letter)).join("") + pieces.flush();
    expect(inPieces).toBe(whole.feed(text) + whole.flush());
  });

  it("holds a word back until it is whole", () => {
    const wrap = wordWrap({ width: 20, indent: 0 });
    expect(wrap.feed("hel")).toBe("");
    expect(wrap.feed("lo ")).toBe("hello");
  });

  it("keeps line breaks and leaves a word longer than the line alone", () => {
    const wrap = wordWrap({ width: 10, indent: 0 });
    expect(wrap.feed("a\n\nhttps://example.com/long b") + wrap.flush()).toBe("a\n\nhttps://example.com/long\nb");
  });

  it("keeps each line's own indent in a whole text", () => {
    expect(wrapped("  one two three\nfour", 10)).toBe("  one two\n  three\nfour");
  });
});
