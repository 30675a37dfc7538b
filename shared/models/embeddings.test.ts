import { startChatCompletions } from "../../emulators/chat-completions.ts";
import { startGemini } from "../../emulators/gemini.ts";
import { lendFetchDispatcher } from "../../emulators/jest-fetch.ts";
import { compatibleEmbeddings } from "./compatible/compatible-embeddings.ts";
import type { Embeddings } from "./embeddings.ts";
import { geminiEmbeddings } from "./gemini/gemini-embeddings.ts";

lendFetchDispatcher();

const [gemini, chat] = await Promise.all([
  startGemini({ port: 0 }),
  startChatCompletions({ port: 0, apiKey: "right" }),
]);
afterAll(() => Promise.all([gemini.close(), chat.close()]));

const compatibleWith = (key: string) =>
  compatibleEmbeddings({
    url: `${chat.url}/v1`,
    apiKey: async () => key,
    secret: async () => undefined,
    isPublicHost: async () => true,
  });
const { signal } = new AbortController();

describe.each<[string, string, Embeddings]>([
  ["Gemini", "gemini-embedding-001", geminiEmbeddings({ apiKey: async () => "any", baseUrl: gemini.url })],
  ["an OpenAI-compatible endpoint", "openai_compatible/nomic-embed-text", compatibleWith("right")],
])("embeddings of %s", (_vendor, model, embeddings) => {
  it("have a vector for each text, near for common words, in any script", async () => {
    const texts = ["What does a blood test cost?", "price of the blood test", "कल बारिश होगी"];
    const { vectors } = await embeddings.embed({ model, texts, dimensions: 256, signal });
    const [a = [], b = [], c = []] = vectors;
    const near = (x: readonly number[], y: readonly number[]) =>
      x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
    expect(vectors.map(({ length }) => length)).toEqual([256, 256, 256]);
    expect(near(a, b)).toBeGreaterThan(near(a, c) + 0.3);
  });

  it("fail as a model fails", async () => {
    const refused = embeddings.embed({ model, texts: ["x"], dimensions: 1_000_000, signal });
    await expect(refused).rejects.toMatchObject({ name: "ModelFailure", kind: "rejected" });
    const late = embeddings.embed({ model, texts: ["x"], signal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ kind: "timeout" });
  });
});

it("are refused with a wrong key", async () => {
  const failure = compatibleWith("wrong").embed({ model: "openai_compatible/any", texts: ["x"], signal });
  await expect(failure).rejects.toMatchObject({ kind: "rejected" });
});
