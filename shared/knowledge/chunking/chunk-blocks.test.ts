import type { Block } from "../reading/block.ts";
import { chunkBlocks } from "./chunk-blocks.ts";
import { wordCount } from "./split-text.ts";

const document = { documentId: "d1", version: "2", title: "Handbook", first: 0, section: [] };
const chunk = (blocks: readonly Block[]) => chunkBlocks(blocks, document).chunks;
const words = (count: number, word = "word") => Array.from({ length: count }, (_, n) => `${word}${n}`).join(" ");

it("joins short texts of one section, and never across headings or pages", () => {
  const chunks = chunk([
    { type: "heading", level: 1, text: "Delivery", page: 1 },
    { type: "text", text: "We ship daily.", page: 1 },
    { type: "text", text: "Parcels are insured.", page: 1 },
    { type: "text", text: "Express costs more.", page: 2 },
    { type: "heading", level: 2, text: "Abroad", page: 2 },
    { type: "text", text: "Nepal only.", page: 2 },
    { type: "heading", level: 1, text: "Returns", page: 3 },
    { type: "text", text: "Thirty days.", page: 3 },
  ]);
  expect(chunks.map(({ id, text, section, page }) => [id, text, section, page])).toEqual([
    ["d1#0", "We ship daily.\nParcels are insured.", ["Delivery"], 1],
    ["d1#1", "Express costs more.", ["Delivery"], 2],
    ["d1#2", "Nepal only.", ["Delivery", "Abroad"], 2],
    ["d1#3", "Thirty days.", ["Returns"], 3],
  ]);
  expect(chunks[0]).toMatchObject({ documentId: "d1", version: "2", title: "Handbook" });
});

it("continues with the number and the headings of the batch before", () => {
  const first = chunkBlocks(
    [
      { type: "heading", level: 1, text: "Delivery" },
      { type: "text", text: "A." },
    ],
    document,
  );
  const second = chunkBlocks([{ type: "text", text: "B." }], { ...document, first: 1, section: first.section });
  expect(second.chunks).toMatchObject([{ id: "d1#1", section: ["Delivery"] }]);
});

it("splits long texts at sentences into passages of about 160 words, and loses nothing", () => {
  const sentences = Array.from({ length: 60 }, (_, n) => `${words(9, `s${n}x`)} end.`);
  const hindi = Array.from({ length: 60 }, (_, n) => `यह वाक्य संख्या ${n} है और इसमें कुछ शब्द हैं।`).join(" ");
  for (const text of [sentences.join(" "), hindi, words(2_000), "x".repeat(9_000)]) {
    const chunks = chunk([{ type: "text", text }]);
    expect(chunks.length).toBeGreaterThan(2);
    for (const each of chunks) expect(wordCount(each.text)).toBeLessThanOrEqual(160);
    expect(
      chunks
        .map((each) => each.text)
        .join("")
        .replace(/\s/g, ""),
    ).toBe(text.replace(/\s/g, ""));
  }
});

it("keeps a table whole, and repeats the names of its columns where it is too long", () => {
  const small = [
    ["City", "Days"],
    ["Pune", "1"],
  ];
  const large = [["City", "Days"], ...Array.from({ length: 300 }, (_, n) => [`City${n}`, String(n)])];
  expect(chunk([{ type: "table", rows: small }])).toMatchObject([{ text: "City | Days\nPune | 1" }]);
  const parts = chunk([{ type: "table", rows: large }]);
  expect(parts.length).toBeGreaterThan(3);
  for (const [index, row] of large.slice(1).entries()) {
    const line = `City: ${row[0]} | Days: ${row[1]}`;
    expect([index, parts.filter(({ text }) => text.split("\n").includes(line)).length]).toEqual([index, 1]);
  }
});

it("keeps a question with its answer, also in each part of a long answer", () => {
  const chunks = chunk([
    { type: "text", text: "Before." },
    { type: "question", question: "How long?", answer: "Two days." },
    { type: "question", question: "Why?", answer: `${words(150)}. ${words(150)}.` },
  ]);
  expect(chunks.map(({ text }) => text.split("\n")[0])).toEqual(["Before.", "How long?", "Why?", "Why?"]);
});

it("tells the language of a passage by its script", () => {
  const language = (text: string) => chunk([{ type: "text", text }])[0]?.language;
  expect(language("The parcel is on the way to you.")).toBe("en");
  expect(language("आपका पार्सल BlueDart से रास्ते में है।")).toBe("hi");
  expect(language("Livraison gratuite partout")).toBe("und");
});
