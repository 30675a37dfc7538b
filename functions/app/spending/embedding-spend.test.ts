import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGemini } from "../../../emulators/gemini.ts";
import { lendFetchDispatcher } from "../../../emulators/jest-fetch.ts";
import { measurements } from "../../../shared/contracts/metrics/measurements.ts";
import { vendorEmbedder } from "../../../shared/knowledge/embedding/vendor-embedder.ts";
import { geminiEmbeddings } from "../../../shared/models/gemini/gemini-embeddings.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { embeddingCharge, embeddingSpend } from "./embedding-spend.ts";

lendFetchDispatcher();

const shop = TenantId.parse("client_1");
const folder = mkdtempSync(join(tmpdir(), "embedding-spend-"));
const now = () => new Date("2026-11-29T10:00:00.000Z");
const platform = withTestIds(openEmbedded({ dataDir: folder, now }));
const gemini = await startGemini({ port: 0 });
afterAll(async () => {
  await gemini.close();
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

const model = "gemini-embedding-001";

async function counted() {
  const { items } = await platform.documents.query(shop, measurements.collection, {
    where: [["state.counted", "==", false]],
    orderBy: { field: "state.recordedAt", direction: "asc" },
    limit: 10,
  });
  return items.map(({ data }) => data.state.add);
}

it("adds the tokens that Gemini counted to the client's spend, at the list price, once a request", async () => {
  const spend = embeddingSpend({ documents: platform.documents, log: undefined, now });
  const embeddings = geminiEmbeddings({ apiKey: async () => "key", baseUrl: gemini.url });
  const told: (number | null)[] = [];
  const noting = {
    async embed(request: Parameters<typeof embeddings.embed>[0]) {
      const reply = await embeddings.embed(request);
      told.push(reply.inputTokens);
      return reply;
    },
  };
  const embedder = vendorEmbedder({ embeddings: noting, model, dimensions: 16, spend });
  await embedder.embedQuestion("Nobody pays for a benchmark.");
  expect(await counted()).toEqual([]);
  await embedder.embedQuestion("What does a kettle cost?", undefined, shop);
  await embedder.embedPassages(["A kettle boils water.", "It costs 900 rupees."], undefined, shop);
  const [, question, passages] = told;
  const added = await counted();
  expect(question).toBeGreaterThan(0);
  // US$ 0.15 for a million tokens: 150 nano dollars each.
  expect(added.map(({ costNanoUsd }) => costNanoUsd.embedding).toSorted()).toEqual(
    [question, passages].map((tokens) => (tokens ?? 0) * 150).toSorted(),
  );
  expect(added.map(({ unpriced }) => unpriced)).toEqual([{}, {}]);
});

it("counts what has no price, or no tokens, and invents none", () => {
  const day = "2026-11-29";
  expect(embeddingCharge({ model, texts: 2, inputTokens: 1_000 }, day)).toMatchObject({ nanoUsd: 150_000 });
  expect(embeddingCharge({ model: "openai_compatible/any", texts: 2, inputTokens: 70 }, day)).toMatchObject({
    item: "model.openai_compatible/any.input",
    units: 70,
    nanoUsd: null,
  });
  expect(embeddingCharge({ model, texts: 2, inputTokens: null }, day)).toMatchObject({
    item: "model.gemini-embedding-001.text",
    units: 2,
    nanoUsd: null,
  });
});

it("gives the answer although the note of what it cost cannot be stored", async () => {
  const documents = { commit: () => Promise.reject(new Error("The database is away.")) };
  const spend = embeddingSpend({ documents, log: undefined, now });
  await expect(spend.record(shop, { model, texts: 1, inputTokens: 3 })).resolves.toBeUndefined();
});
