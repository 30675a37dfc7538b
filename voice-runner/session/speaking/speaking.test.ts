import { clauseSplitter } from "../../../shared/voice/spoken/index.ts";
import { heardOf } from "./heard.ts";
import type { Piece } from "./piece.ts";

function piecesOf(...texts: readonly string[]): (readonly [string, number])[] {
  const splitter = clauseSplitter();
  return [...texts.flatMap((text) => splitter.push(text)), ...splitter.finish()].map(({ text, start }) => [
    text,
    start,
  ]);
}

describe("what is spoken in one breath", () => {
  it("begins with a short clause, then goes on by sentences", () => {
    expect(piecesOf("Yes, of course we do, every day. We open at seven. ")).toEqual([
      ["Yes, of course we do,", 0],
      [" every day.", 21],
      [" We open at seven.", 32],
    ]);
  });

  it("comes out as soon as a sentence is whole, and keeps numbers together", () => {
    expect(piecesOf("It costs ₹1,499.50 today", " and tomorrow.")).toEqual([
      ["It costs ₹1,499.50 today and tomorrow.", 0],
    ]);
  });

  it("is never long, even without any sign", () => {
    const text = "word ".repeat(200);
    const pieces = piecesOf(text);
    expect(pieces[0]?.[0].length).toBeLessThanOrEqual(80);
    expect(Math.max(...pieces.map(([piece]) => piece.length))).toBeLessThanOrEqual(240);
    expect(
      pieces
        .map(([piece]) => piece)
        .join("")
        .trim(),
    ).toBe(text.trim());
  });

  it("ends sentences of Hindi and Urdu", () => {
    expect(piecesOf("यह पाँच सौ रुपये का है। और कुछ?").map(([piece]) => piece)).toEqual(["यह पाँच सौ रुपये का है।", " और कुछ?"]);
    expect(piecesOf("یہ پانچ سو روپے کا ہے۔ اور کچھ؟")).toHaveLength(2);
  });
});

describe("what was heard", () => {
  const piece = (text: string, seconds: number, start: number | null, more: Partial<Piece> = {}): Piece => ({
    text,
    language: "en",
    seconds,
    isWhole: true,
    isWithdrawn: false,
    place: start === null ? null : { message: 0, start },
    ...more,
  });

  it("is every whole word until the sound stopped", () => {
    const pieces = [piece("One two three.", 1, 0), piece(" Four five six.", 1, 14)];
    expect(heardOf(pieces, 1.65)).toEqual({ message: 0, characters: 19, text: "One two three. Four", isAll: false });
  });

  it("is everything where no more than a breath is missing", () => {
    expect(heardOf([piece("One two three.", 1, 0)], 0.95)).toMatchObject({ characters: 14, isAll: true });
  });

  it("does not count words that belong to no message, nor withdrawn ones", () => {
    const pieces = [
      piece("Wrong.", 0, 0, { isWithdrawn: true }),
      piece("One moment.", 1, null),
      piece("Yes, two.", 1, 0),
    ];
    expect(heardOf(pieces, 0.8)).toMatchObject({ characters: 0, text: "One", isAll: false });
    expect(heardOf(pieces, 1.6)).toMatchObject({ characters: 4, text: "One moment.Yes," });
  });

  it("is little of a piece whose sound is still being made", () => {
    expect(heardOf([piece("One two three four.", 0.2, 0, { isWhole: false })], 0.2)).toMatchObject({ characters: 3 });
  });

  it("names the message in which it ended", () => {
    const pieces = [piece("Done.", 1, 0), piece("How was it?", 1, 0, { place: { message: 1, start: 0 } })];
    expect(heardOf(pieces, 1.5)).toMatchObject({ message: 1, characters: 3 });
  });
});
