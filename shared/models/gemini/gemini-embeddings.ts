import type { Embeddings } from "../embeddings.ts";
import { ModelFailure } from "../model-client.ts";
import { type GeminiResponse, geminiFailure, observeFetch } from "./gemini.ts";

const taskTypes = { question: "RETRIEVAL_QUERY", passage: "RETRIEVAL_DOCUMENT" } as const;

/** Gemini's embeddings, through Google's client, which is loaded with the first request. */
export function geminiEmbeddings(options: {
  apiKey(): Promise<string>;
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof fetch;
}): Embeddings {
  return {
    async embed({ model, texts, dimensions, purpose, signal }) {
      const [{ GoogleGenAI }, apiKey] = await Promise.all([import("./genai.ts"), options.apiKey()]);
      const { baseUrl } = options;
      const { models } = new GoogleGenAI({ apiKey, httpOptions: baseUrl === undefined ? {} : { baseUrl } });
      const response: GeminiResponse = { status: null, retryAfterMs: undefined };
      const answer = await models
        .embedContent({
          model,
          // Each text in its own content, or they count as one document.
          contents: texts.map((text) => ({ role: "user", parts: [{ text }] })),
          config: {
            ...(dimensions === undefined ? {} : { outputDimensionality: dimensions }),
            ...(purpose === undefined ? {} : { taskType: taskTypes[purpose] }),
            abortSignal: signal,
            httpOptions: { fetch: observeFetch(options.fetch ?? fetch, response) },
          },
        })
        .catch((error: unknown) => {
          throw geminiFailure(error, model, response, signal);
        });
      const vectors = (answer.embeddings ?? []).map(({ values = [] }) => values);
      if (vectors.length !== texts.length)
        throw new ModelFailure("unavailable", `${model} sent ${vectors.length} vectors for ${texts.length} texts.`);
      return { vectors, inputTokens: answer.usageMetadata?.promptTokenCount ?? null };
    },
  };
}
