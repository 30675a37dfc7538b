import { execFileSync } from "node:child_process";
import { commandPath } from "../../../emulators/livekit/find.ts";
import { aPdfDocument, hindiTexts } from "./pdf-document.fixture.ts";
import type { PdfDocument } from "./pdf-document.ts";
import { renderPdf } from "./render-pdf.ts";

const hasReader = commandPath("pdftotext") !== undefined;
if (!hasReader) console.warn('Skipped: no pdftotext. "npm run livekit:install" installs it.');
const readable = hasReader ? it : it.skip;

/** What a person copies out of the file, every run of white space as one space. */
async function copiedOut(document: PdfDocument): Promise<string> {
  const file = await renderPdf(document);
  return oneLine(execFileSync("pdftotext", ["-", "-"], { input: file, encoding: "utf8" }));
}

const oneLine = (text: string) => text.replace(/[\s\u00a0]+/g, " ");
const text = (file: Uint8Array) => Buffer.from(file).toString("latin1");
const paragraph = (value: string) => ({ type: "paragraph", text: value }) as const;

/** Each consonant with each vowel sign, after another consonant and after ra, between two letters. */
function devanagariWords(): string[] {
  const unused = [0x929, 0x931, 0x934];
  const codes = Array.from({ length: 0x93a - 0x915 }, (_, index) => 0x915 + index).filter(
    (code) => !unused.includes(code),
  );
  const consonants = codes.map((code) => String.fromCodePoint(code));
  const signs = ["", ..."ािीुूृेैोौंःँ"];
  return consonants.flatMap((second, row) => [
    ...signs.flatMap((sign) => [`स${second}${sign}क`, `मर्${second}${sign}त`]),
    ...consonants.map((first, column) => `म${first}्${second}${signs[(row + column) % signs.length]}न`),
  ]);
}

describe("a printed document", () => {
  it("is PDF/UA-1, has the given time, and the same bytes each time", async () => {
    const [file, again] = [await renderPdf(aPdfDocument()), await renderPdf(aPdfDocument())];
    expect(text(file)).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(text(file)).toContain("/CreationDate (D:20261129100000Z)");
    expect(Buffer.compare(file, again)).toBe(0);
  });

  readable("gives back every Hindi text exactly, and treats no text as markup", async () => {
    const copied = await copiedOut(aPdfDocument());
    expect(hindiTexts.filter((value) => !copied.includes(value))).toEqual([]);
    expect(copied).toContain("12 समीक्षाएँ");
    expect(copied).toContain("पृष्ठ 2 / 2");
    expect(copied).toContain("Call +91 98000 00001 [1] [2]");
  });

  readable("gives back every syllable of Devanagari exactly", async () => {
    const words = devanagariWords();
    const copied = new Set((await copiedOut(aPdfDocument({ blocks: words.map(paragraph) }))).split(" "));
    expect(words.length).toBeGreaterThan(2_000);
    // A lowered ra followed by a visarga of the same cluster. No word has this.
    expect(words.filter((word) => !copied.has(word))).toEqual(["मळ्रःन"]);
  });

  readable("gives back a word longer than a line", async () => {
    const url = `https://example.com/${"a-long-path/".repeat(20)}`;
    const word = "क्षत्रिय".repeat(30);
    const copied = await copiedOut(aPdfDocument({ blocks: [paragraph(word)], sources: [{ text: "Page", url }] }));
    expect(copied.replaceAll(" ", "")).toContain(url);
    expect(copied.replaceAll(" ", "")).toContain(word);
  });

  readable("shows a replacement for what the fonts lack, and leaves control characters out", async () => {
    const copied = await copiedOut(aPdfDocument({ blocks: [paragraph("a\u0000b\u0007 😀 తె c\u00add\tand\r\nmore")] }));
    expect(copied).toContain("ab \ufffd \ufffd\ufffd cd and more");
  });

  readable("lists contents from four chapters on", async () => {
    const chapters = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ type: "section", level: 1, title: `Chapter ${index}` }) as const);
    const english = (count: number) => copiedOut(aPdfDocument({ language: "en", blocks: chapters(count) }));
    expect([(await english(3)).includes("Contents"), (await english(4)).includes("Contents")]).toEqual([false, true]);
  });

  it("links only addresses of the web", async () => {
    const sources = [
      { text: "a", url: "javascript:alert(1)" },
      { text: "b", url: "https://example.com/ü" },
    ];
    const file = text(await renderPdf(aPdfDocument({ blocks: [], sources })));
    expect(file.includes("javascript")).toBe(false);
    expect(file).toContain("https://example.com/%C3%BC");
  });

  it.each<[string, Partial<PdfDocument>, string, RegExp]>([
    ["too much data", { blocks: [paragraph("x".repeat(1_000_000))] }, "pdf-too-large", /Shorten it/],
    [
      "too many pages",
      { blocks: Array.from({ length: 15_000 }, () => paragraph("x")) },
      "pdf-failed",
      /has \d+ pages, more than 300/,
    ],
    [
      "an unknown source",
      { blocks: [{ type: "paragraph", text: { text: "x", sources: [9] } }] },
      "pdf-failed",
      /source-9/,
    ],
  ])("refuses %s", async (_, changes, code, message) => {
    await expect(renderPdf(aPdfDocument(changes))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
