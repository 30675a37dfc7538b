import { Index } from "@pinecone-database/pinecone";
import { type PineconeStandIn, startPinecone } from "../../../emulators/pinecone.ts";
import { TenantId } from "../../platform/tenant.ts";
import { packVector } from "./packed-vector.ts";
import { pineconeIndex } from "./pinecone-index.ts";

const apiKey = "pinecone-test-key";
const dimension = 16;
const [bakery, garage] = [TenantId.parse("bakery"), TenantId.parse("garage")];
let pinecone: PineconeStandIn;
const open = () => pineconeIndex({ url: pinecone.url, apiKey: async () => apiKey });
const axis = (at: number) => packVector(Array.from({ length: dimension }, (_, index) => (index === at ? 1 : 0.01)));
const bread = { base: "b", documentId: "bröd/1", version: "v1", model: "m1" };
const asked = { base: null, model: "m1", vector: axis(0), limit: 5 };

beforeEach(async () => {
  pinecone = await startPinecone({ dimension, apiKey });
});
afterEach(() => pinecone.close());

it("finds the nearest passages of a tenant, and of no other tenant, base or model", async () => {
  const index = open();
  await index.put(bakery, { ...bread, vectors: [axis(0), axis(1)] });
  await index.put(garage, { ...bread, documentId: "oil", vectors: [axis(0)] });
  pinecone.settle();
  const found = await index.search(bakery, asked);
  expect(found.map(({ documentId, passage }) => [documentId, passage])).toEqual([
    ["bröd/1", 0],
    ["bröd/1", 1],
  ]);
  expect(found[0]?.cosine).toBeCloseTo(1, 2);
  expect(await index.search(bakery, { ...asked, model: "m2" })).toEqual([]);
  expect(await index.search(bakery, { ...asked, base: "other" })).toEqual([]);
});

it("replaces a document, deletes the passages it no longer has, and may be repeated", async () => {
  const index = open();
  await index.put(bakery, { ...bread, vectors: Array.from({ length: 120 }, (_, at) => axis(at % dimension)) });
  pinecone.settle();
  for (let time = 0; time < 2; time += 1)
    await index.put(bakery, { ...bread, version: "v2", vectors: [axis(3), axis(4)] });
  expect(pinecone.records(bakery).map(({ id, metadata }) => [id, metadata.version])).toEqual([
    ["br%C3%B6d%2F1#0", "v2"],
    ["br%C3%B6d%2F1#1", "v2"],
  ]);
  // Readers still see the old version: the caller drops it.
  expect(new Set((await index.search(bakery, asked)).map(({ version }) => version))).toEqual(new Set(["v1"]));
});

it("removes a document and leaves one whose id begins alike", async () => {
  const index = open();
  await index.put(bakery, { ...bread, documentId: "a", vectors: [axis(0)] });
  await index.put(bakery, { ...bread, documentId: "a1", vectors: [axis(0)] });
  pinecone.settle();
  await index.remove(bakery, "a");
  expect(pinecone.records(bakery).map(({ id }) => id)).toEqual(["a1#0"]);
});

it("says whether asking again may help", async () => {
  const index = open();
  pinecone.failWith(503);
  await expect(index.search(bakery, asked)).rejects.toMatchObject({ name: "RetryableError" });
  pinecone.failWith(null);
  await expect(index.search(bakery, { ...asked, vector: packVector([1, 2]) })).rejects.toMatchObject({
    name: "TerminalError",
    code: "vectors-refused",
    message: expect.stringContaining("dimension"),
  });
  const wrongKey = pineconeIndex({ url: pinecone.url, apiKey: async () => "wrong" });
  await expect(wrongKey.search(bakery, asked)).rejects.toMatchObject({ name: "TerminalError" });
});

it.each([
  ["null", { a: null }],
  ["nested", { a: { b: 1 } }],
  ["numbers in a list", { a: [1] }],
  ["too large", { a: "x".repeat(41_000) }],
])("the stand-in refuses metadata that is %s", async (_, metadata) => {
  const index = new Index({ host: pinecone.url, namespace: "n" }, { apiKey });
  const values = Array.from({ length: dimension }, () => 1);
  await expect(index.upsert({ records: [{ id: "a", values, metadata: metadata as never }] })).rejects.toThrow();
  await expect(index.upsert({ records: [{ id: "a", values: values.map(() => 0) }] })).rejects.toThrow(/non-zero/);
});
