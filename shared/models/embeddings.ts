import type { ModelEndpoint } from "./model.ts";

export interface EmbeddingRequest {
  /** A name as in `agent.model`: one of Google's, or `openai_compatible/NAME`. */
  readonly model: string;
  readonly texts: readonly string[];
  /** The length of each vector. The model's own by default. */
  readonly dimensions?: number;
  /** What the texts are, for models that treat questions and passages differently. */
  readonly purpose?: "question" | "passage";
  readonly signal: AbortSignal;
  /** The tenant's own endpoint; the platform's without one. */
  readonly endpoint?: ModelEndpoint | null;
}

/** One vector for each text, in the texts' order, and the tokens that the vendor counted. Null: it told none. */
export interface EmbeddingReply {
  readonly vectors: readonly (readonly number[])[];
  readonly inputTokens: number | null;
}

/** Turns texts into vectors that are near each other when the texts mean alike. One call is one attempt. */
export interface Embeddings {
  /** @throws ModelFailure */
  embed(request: EmbeddingRequest): Promise<EmbeddingReply>;
}
