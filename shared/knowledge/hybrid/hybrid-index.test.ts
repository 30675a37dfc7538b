import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPinecone } from "../../../emulators/pinecone.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { RetryableError } from "../../runtime/failures/errors.ts";
import type { Chunk } from "../chunk.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { packVector } from "../vectors/packed-vector.ts";
import { pineconeIndex } from "../vectors/pinecone-index.ts";
import { hybridIndex } from "./hybrid-index.ts";

const [bakery, garage] = [TenantId.parse("bakery"), TenantId.parse("garage")];
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function openBlobs(folder = mkdtempSync(join(tmpdir(), "hybrid-"))) {
  folders.push(folder);
  const platform = openEmbedded({ dataDir: folder });
  return { folder, blobs: platform.blobs, close: () => platform.close(0) };
}

/** Words about one subject have one direction. A model that understands Hindi would do so. */
const subjects = [
  ["bread", "loaf", "रोटी"],
  ["open", "hours", "closed"],
  ["price", "costs"],
];
function toyEmbedder(model = "toy", more: Partial<Embedder> = {}) {
  const asked = { questions: 0, passages: 0 };
  const vectorOf = (text: string) =>
    packVector([
      ...subjects.map((words) => (words.some((word) => text.includes(word)) ? 1 : 0.05)),
      ...Array.from({ length: 13 }, () => 0),
    ]);
  const embedder: Embedder = {
    model,
    dimensions: 16,
    scale: { wordShare: 0.1, refuseBelow: { sameLanguage: 0.5, otherLanguage: 0.5 }, sameQuestionFrom: 0.5 },
    whileIndexing: true,
    async embedQuestion(text) {
      asked.questions += 1;
      return vectorOf(text);
    },
    async embedPassages(texts) {
      asked.passages += texts.length;
      return texts.map(vectorOf);
    },
    ...more,
  };
  return { embedder, asked };
}

function passages(documentId: string, version: string, texts: readonly string[]): readonly Chunk[] {
  return texts.map((text, n) => ({
    id: `${documentId}#${n}`,
    documentId,
    version,
    text,
    title: documentId,
    section: [],
    language: "en",
  }));
}
const loaf = passages("loaf", "v1", ["A loaf is baked each morning.", "The shop is closed on Monday."]);

it("finds by meaning what no word says, and nothing for another tenant", async () => {
  const { blobs, close } = openBlobs();
  const index = hybridIndex({ blobs, embedder: toyEmbedder().embedder });
  await index.put(bakery, "shop", "loaf", "v1", loaf);
  const [found] = await index.search(bakery, null, "रोटी", { limit: 1 });
  expect(found?.chunk.text).toBe("A loaf is baked each morning.");
  expect(await index.search(garage, null, "रोटी", { limit: 1 })).toEqual([]);
  expect(await index.search(bakery, "another base", "loaf", { limit: 1 })).toEqual([]);
  await close();
});

it("replaces and removes a document, also for another process's index", async () => {
  const { blobs, close } = openBlobs();
  let now = 0;
  const [writer, reader] = [hybridIndex({ blobs }), hybridIndex({ blobs, now: () => now })];
  await writer.put(bakery, "shop", "loaf", "v1", loaf);
  expect(await reader.search(bakery, null, "loaf baked", { limit: 5 })).not.toEqual([]);
  await writer.put(bakery, "shop", "loaf", "v2", passages("loaf", "v2", ["A loaf rests at night."]));
  now += 5_000;
  const found = await reader.search(bakery, null, "loaf", { limit: 5 });
  expect(found.map(({ chunk }) => [chunk.version, chunk.text])).toEqual([["v2", "A loaf rests at night."]]);
  await writer.remove(bakery, "shop", "loaf");
  now += 5_000;
  expect(await reader.search(bakery, null, "loaf", { limit: 5 })).toEqual([]);
  await close();
});

it("embeds a version once, though it is put twice and the process starts anew", async () => {
  const { blobs, close } = openBlobs();
  const { embedder, asked } = toyEmbedder();
  for (let start = 0; start < 2; start += 1) {
    const index = hybridIndex({ blobs, embedder });
    for (let time = 0; time < 2; time += 1) await index.put(bakery, "shop", "loaf", "v1", loaf);
    for (let time = 0; time < 2; time += 1) await index.search(bakery, null, "loaf", { limit: 1 });
  }
  expect(asked.passages).toBe(loaf.length);
  // Each process asks for a question's vector once.
  expect(asked.questions).toBe(2);
  await close();
});

it("answers by words until passages are embedded in the background, and by meaning after", async () => {
  const { blobs, close } = openBlobs();
  const index = hybridIndex({ blobs, embedder: toyEmbedder("slow", { whileIndexing: false }).embedder });
  await index.put(bakery, "shop", "loaf", "v1", loaf);
  expect((await index.search(bakery, null, "baked", { limit: 1 }))[0]?.chunk.id).toBe("loaf#0");
  await index.idle();
  expect((await index.search(bakery, null, "रोटी", { limit: 1 }))[0]?.chunk.id).toBe("loaf#0");
  await close();
});

it("embeds everything anew for another model, and never compares vectors of two", async () => {
  const { blobs, close } = openBlobs();
  await hybridIndex({ blobs, embedder: toyEmbedder("old").embedder }).put(bakery, "shop", "loaf", "v1", loaf);
  const { embedder, asked } = toyEmbedder("new", { whileIndexing: false });
  const index = hybridIndex({ blobs, embedder });
  await index.search(bakery, null, "loaf", { limit: 1 });
  await index.idle();
  expect(asked.passages).toBe(loaf.length);
  expect((await index.search(bakery, null, "रोटी", { limit: 1 }))[0]?.chunk.id).toBe("loaf#0");
  await close();
});

it("refuses what neither words nor meaning find", async () => {
  const { blobs, close } = openBlobs();
  const index = hybridIndex({ blobs, embedder: toyEmbedder().embedder });
  await index.put(bakery, "shop", "loaf", "v1", loaf);
  expect(await index.search(bakery, null, "price of a tractor", { limit: 5 })).toEqual([]);
  await close();
});

it("answers by words while the embedding model is down, and asks it again later", async () => {
  const { blobs, close } = openBlobs();
  let now = 0;
  let isDown = false;
  const { embedder } = toyEmbedder();
  const flaky: Embedder = {
    ...embedder,
    embedQuestion: async (text) => {
      if (isDown) throw new RetryableError("embedding-unavailable", "down");
      return embedder.embedQuestion(text);
    },
  };
  const index = hybridIndex({ blobs, embedder: flaky, now: () => now });
  await index.put(bakery, "shop", "loaf", "v1", loaf);
  isDown = true;
  expect((await index.search(bakery, null, "baked loaf", { limit: 1 }))[0]?.chunk.id).toBe("loaf#0");
  expect(await index.search(bakery, null, "रोटी", { limit: 1 })).toEqual([]);
  isDown = false;
  now += 60_000;
  expect((await index.search(bakery, null, "रोटी", { limit: 1 }))[0]?.chunk.id).toBe("loaf#0");
  await close();
});

it("asks Pinecone, drops what it has not deleted yet, and does without it while it is down", async () => {
  const { blobs, close } = openBlobs();
  const pinecone = await startPinecone({ dimension: 16, apiKey: "key" });
  const vectors = pineconeIndex({ url: pinecone.url, apiKey: async () => "key" });
  let now = 0;
  const index = hybridIndex({ blobs, embedder: toyEmbedder().embedder, vectors, now: () => now });
  await index.put(bakery, "shop", "loaf", "v1", loaf);
  pinecone.settle();
  expect((await index.search(bakery, "shop", "रोटी", { limit: 1 }))[0]?.chunk.id).toBe("loaf#0");
  await index.put(bakery, "shop", "loaf", "v2", passages("loaf", "v2", ["The shop is closed on Monday."]));
  expect(await index.search(bakery, "shop", "रोटी", { limit: 5 })).toEqual([]);
  pinecone.failWith(503);
  expect((await index.search(bakery, "shop", "closed Monday", { limit: 1 }))[0]?.chunk.version).toBe("v2");
  await expect(index.put(bakery, "shop", "more", "v1", passages("more", "v1", ["bread"]))).rejects.toMatchObject({
    name: "RetryableError",
  });
  pinecone.failWith(null);
  now += 60_000;
  await index.put(bakery, "shop", "more", "v1", passages("more", "v1", ["bread"]));
  pinecone.settle();
  expect((await index.search(bakery, "shop", "रोटी", { limit: 1 }))[0]?.chunk.id).toBe("more#0");
  await pinecone.close();
  await close();
});
