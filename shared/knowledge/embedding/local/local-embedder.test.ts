import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEncoder } from "./encoder.ts";
import { localEmbedder } from "./local-embedder.ts";
import { readModelFile } from "./model-file.ts";
import { createTokenizer } from "./tokenize.ts";
import { toyModel } from "./toy-model.fixture.ts";

const letters = [..."abcdefghijklmnopqrstuvwxyz:"];
const model = toyModel(["\u2581", ...letters, "\u2581brea", "bread", "\u2581bread", "रो", "टी"]);
const tokenize = createTokenizer(readModelFile(model.file).vocabulary);
const folder = mkdtempSync(join(tmpdir(), "embedder-"));
afterAll(() => rmSync(folder, { recursive: true }));

function cosine(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((sum, value, at) => sum + value * (a[at] ?? 0), 0);
}

it("computes what plain arithmetic computes", () => {
  const encoder = createEncoder(model.file);
  for (const text of ["bread", "query: bread and butter", "रोटी", "", "zzz"])
    expect(cosine(encoder.encode(text), model.encode(tokenize(text, 24)))).toBeGreaterThan(0.999);
});

it("takes the most probable pieces, one space for many, and unknown letters one by one", () => {
  const [begin, end, unknown] = [0, 2, 3];
  const bread = 4 + 1 + letters.length + 2;
  expect(tokenize("bread\n  bread", 24)).toEqual([begin, bread, bread, end]);
  expect(tokenize("रोटी", 24).slice(-3)).toEqual([bread + 1, bread + 2, end]);
  expect(tokenize("東京", 24)).toEqual([begin, 4, unknown, unknown, end]);
});

it("cuts a text that is longer than the model reads", () => {
  expect(tokenize("bread ".repeat(1_000), 24)).toHaveLength(24);
  const encoder = createEncoder(model.file);
  expect([...encoder.encode("bread ".repeat(1_000))].every(Number.isFinite)).toBe(true);
});

it("refuses a file that is no model, or half of one", () => {
  expect(() => createEncoder(Buffer.from("no model at all"))).toThrow(/known format/);
  expect(() => createEncoder(model.file.subarray(0, model.file.length - 100))).toThrow(/lacks the tensor/);
});

it("answers questions from its thread before the passages that wait", async () => {
  const file = join(folder, "toy.bin");
  writeFileSync(file, model.file);
  const embedder = localEmbedder(file);
  const order: string[] = [];
  await Promise.all([
    ...["a", "b", "c"].map((text) => embedder.embedPassages([text]).then(() => order.push("passage"))),
    embedder.embedQuestion("d").then(() => order.push("question")),
  ]);
  expect(order).toEqual(["passage", "question", "passage", "passage"]);
  const [vector] = await embedder.embedPassages(["bread"]);
  const encoded = model.encode(tokenize("passage: bread", 24));
  expect(cosine(vector?.bytes ?? [], encoded) * (vector?.scale ?? 0)).toBeGreaterThan(0.999);
  await embedder.close();
});

it("fails what it was asked when its thread cannot start, and stays usable", async () => {
  const embedder = localEmbedder(join(folder, "missing.bin"));
  for (let time = 0; time < 2; time += 1)
    await expect(embedder.embedQuestion("a")).rejects.toMatchObject({ name: "RetryableError" });
  await expect(embedder.embedQuestion("a", AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  await embedder.close();
});
