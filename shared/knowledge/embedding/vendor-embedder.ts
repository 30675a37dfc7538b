import type { Embeddings } from "../../models/embeddings.ts";
import { ModelFailure } from "../../models/model-client.ts";
import { register } from "../../models/register.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { packVector } from "../vectors/packed-vector.ts";
import type { Embedder } from "./embedder.ts";
import type { EmbeddingSpend } from "./embedding-use.ts";

/** Gemini takes 100 texts a request. */
const textsPerRequest = 100;
const timeoutMs = 30_000;

/** A vendor's embedding model. Its vectors are normalised here, because shortened ones come without length 1. */
export function vendorEmbedder(options: {
  readonly embeddings: Embeddings;
  readonly model: string;
  readonly dimensions: number;
  readonly spend?: EmbeddingSpend;
}): Embedder {
  const { embeddings, model, dimensions, spend } = options;

  async function embed(
    texts: readonly string[],
    purpose: "question" | "passage",
    { signal, payer }: { readonly signal: AbortSignal | undefined; readonly payer: TenantId | undefined },
  ) {
    const reply = await withDeadline(timeoutMs, signal ?? new AbortController().signal, (until) =>
      embeddings.embed({ model, texts, dimensions, purpose, signal: until }),
    ).catch((error: unknown) => {
      throw error instanceof ModelFailure ? raised(error) : error;
    });
    if (payer !== undefined) await spend?.record(payer, { model, texts: texts.length, inputTokens: reply.inputTokens });
    return reply.vectors.map((values) => {
      if (values.length === dimensions) return packVector(values);
      throw new TerminalError("embedding-dimensions", `${model} sent ${values.length} numbers, not ${dimensions}.`);
    });
  }

  return {
    model,
    dimensions,
    scale: register.find(({ id }) => id === model)?.retrieval ?? null,
    whileIndexing: true,
    async embedQuestion(text, signal, payer) {
      const [vector] = await embed([text], "question", { signal, payer });
      if (vector === undefined) throw new RetryableError("embedding-unavailable", `${model} sent no vector.`);
      return vector;
    },
    async embedPassages(texts, signal, payer) {
      const vectors = [];
      for (let at = 0; at < texts.length; at += textsPerRequest)
        vectors.push(...(await embed(texts.slice(at, at + textsPerRequest), "passage", { signal, payer })));
      return vectors;
    },
  };
}

function raised(cause: ModelFailure): Error {
  const { message, retryAfterMs } = cause;
  return cause.kind === "rejected"
    ? new TerminalError("embedding-rejected", message, { cause })
    : new RetryableError("embedding-unavailable", message, { cause, retryAfterMs });
}
