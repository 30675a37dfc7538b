import { startGemini } from "../../../emulators/gemini.ts";
import type { EmbeddingRequest } from "../../models/embeddings.ts";
import { geminiEmbeddings } from "../../models/gemini/gemini-embeddings.ts";
import { ModelFailure } from "../../models/model-client.ts";
import { unpackVector } from "../vectors/packed-vector.ts";
import { vendorEmbedder } from "./vendor-embedder.ts";

const dimensions = 16;

function asked(answer: (request: EmbeddingRequest) => readonly (readonly number[])[]) {
  const requests: EmbeddingRequest[] = [];
  const embeddings = {
    async embed(request: EmbeddingRequest) {
      requests.push(request);
      return { vectors: answer(request), inputTokens: 0 };
    },
  };
  return { requests, embedder: vendorEmbedder({ embeddings, model: "m", dimensions }) };
}

it("asks for 100 passages at a time, says what they are, and gives each a length of 1", async () => {
  const { requests, embedder } = asked(({ texts }) => texts.map((text) => Array(dimensions).fill(Number(text) + 1)));
  const vectors = await embedder.embedPassages(Array.from({ length: 230 }, (_, at) => String(at)));
  await embedder.embedQuestion("1");
  expect(requests.map(({ texts, purpose }) => [texts.length, purpose])).toEqual([
    [100, "passage"],
    [100, "passage"],
    [30, "passage"],
    [1, "question"],
  ]);
  for (const vector of vectors) expect(Math.hypot(...unpackVector(vector))).toBeCloseTo(1, 2);
});

it("refuses vectors of another length, and tells refusals from outages", async () => {
  await expect(asked(() => [[1, 2]]).embedder.embedQuestion("a")).rejects.toMatchObject({
    code: "embedding-dimensions",
  });
  for (const [kind, name] of [
    ["rejected", "TerminalError"],
    ["unavailable", "RetryableError"],
  ] as const) {
    const failing = asked(() => {
      throw new ModelFailure(kind, "no");
    });
    await expect(failing.embedder.embedQuestion("a")).rejects.toMatchObject({ name });
  }
});

it("speaks to Gemini", async () => {
  const gemini = await startGemini({ port: 0 });
  const embeddings = geminiEmbeddings({ apiKey: async () => "key", baseUrl: gemini.url });
  const embedder = vendorEmbedder({ embeddings, model: "gemini-embedding-001", dimensions: 768 });
  const [passage] = await embedder.embedPassages(["A kettle boils water."]);
  expect(passage?.bytes).toHaveLength(768);
  expect((await embedder.embedQuestion("kettle")).bytes).toHaveLength(768);
  await gemini.close();
});
