import { createWordIndex } from "./word-index.ts";

function indexOf(texts: readonly string[]) {
  const index = createWordIndex();
  for (const text of texts) index.add("", text);
  return index;
}
const positions = (index: ReturnType<typeof createWordIndex>, query: string) =>
  index.search(query, 1_000).hits.map(({ position }) => position);

it("ranks every text that has a word of the question, however little it matches", () => {
  const texts = Array.from({ length: 300 }, (_, at) => `lantern ${"filler ".repeat(at)}`);
  expect(positions(indexOf([...texts, "nothing of it"]), "lantern with a blue shade")).toHaveLength(300);
});

it("finds nothing for words that say nothing, and lets them order what others find", () => {
  const index = indexOf(["the kettle", "kettle"]);
  expect(positions(index, "what is the")).toEqual([]);
  expect(positions(index, "the kettle")).toEqual([0, 1]);
});

it("counts the words of a title more", () => {
  const index = createWordIndex();
  index.add("Delivery", "how it comes");
  index.add("Other", "delivery how it comes");
  expect(positions(index, "delivery")).toEqual([0, 1]);
});

it("forgets removed texts, and scores as an index that never had them", () => {
  const texts = Array.from({ length: 40 }, (_, at) => `word${at % 7} shared pot${at}`);
  const index = indexOf(texts);
  for (let at = 0; at < 20; at += 1) index.remove(at);
  index.remove(3);
  const fresh = indexOf(texts.slice(20));
  const found = index.search("shared word3 pot5 pot25", 50).hits;
  const expected = fresh.search("shared word3 pot5 pot25", 50).hits;
  expect(found.map(({ position, score }) => [position - 20, score.toFixed(4)])).toEqual(
    expected.map(({ position, score }) => [position, score.toFixed(4)]),
  );
});

it("leaves out what is not allowed", () => {
  const index = indexOf(["oak table", "oak chair", "oak bench"]);
  expect(index.search("oak", 10, (position) => position !== 1).hits.map(({ position }) => position)).toEqual([0, 2]);
});

it("tells the share of the question that one text has", () => {
  const index = indexOf(["oak table", "pine chair"]);
  expect(index.search("oak table", 10).coverage).toBeCloseTo(1);
  const half = index.search("oak zzzzqqqq", 10).coverage;
  expect(half).toBeGreaterThan(0.2);
  expect(half).toBeLessThan(0.8);
});

it.each(["தமிழ் புத்தகம்", "বাংলা বই", "ગુજરાતી ચોપડી", "ਪੰਜਾਬੀ ਕਿਤਾਬ"])("finds words of the script of %s", (text) => {
  expect(positions(indexOf(["a book in English", text]), text)).toEqual([1]);
});
