import type { Chunk } from "../chunk.ts";
import { documentWords, searchWords } from "./document-words.ts";

const chunk = (id: string, text: string, title = "Handbook"): Chunk => ({
  ...{ id, documentId: id.split("#")[0] ?? id, version: "1", text, title, section: [], language: "en" },
});
const wordsOf = (texts: Readonly<Record<string, string>>) =>
  documentWords(Object.entries(texts).map(([id, text]) => chunk(id, text)));

it("ranks rare words above frequent ones, over several documents as over one", async () => {
  const texts = {
    "a#0": "The lamp has a warranty of two years.",
    "a#1": "The lamp needs a bulb with a screw.",
    "b#0": "The lamp is repaired in Nagpur.",
    "b#1": "The lamp is white.",
  };
  const [first, second] = [Object.entries(texts).slice(0, 2), Object.entries(texts).slice(2)];
  const apart = [await wordsOf(Object.fromEntries(first)), await wordsOf(Object.fromEntries(second))];
  const found = searchWords(apart, "Where is the lamp repaired?", 4).map(({ chunk: { id } }) => id);
  expect(found[0]).toBe("b#0");
  const together = searchWords([await wordsOf(texts)], "Where is the lamp repaired?", 4);
  expect(found).toEqual(together.map(({ chunk: { id } }) => id));
});

it("finds Hindi by English and English by Hindi words that mean the same, and nothing by stop words", async () => {
  const words = [await wordsOf({ "a#0": "थायराइड टेस्ट की कीमत पाँच सौ है", "a#1": "Refunds take a week." })];
  expect(searchWords(words, "thyroid test price", 1)[0]?.chunk.id).toBe("a#0");
  expect(searchWords(words, "रिफंड कब", 1)[0]?.chunk.id).toBe("a#1");
  expect(searchWords(words, "what is the", 5)).toEqual([]);
  expect(searchWords(words, "zebra", 5)).toEqual([]);
});

it("leaves others a turn while it reads a large document", async () => {
  let turns = 0;
  let counting = setImmediate(function count() {
    turns += 1;
    counting = setImmediate(count);
  });
  await documentWords(
    Array.from({ length: 2_000 }, (_, n) => chunk(`a#${n}`, `Passage ${n} of a handbook about lamps.`)),
  );
  clearImmediate(counting);
  expect(turns).toBeGreaterThanOrEqual(19);
});
