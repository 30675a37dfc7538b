import { z } from "zod";
import type { Embeddings } from "../embeddings.ts";
import { ModelFailure } from "../model-client.ts";
import { vendorName } from "../vendors.ts";
import { connect } from "./compatible.ts";
import { type CompatibleOptions, openEndpoint } from "./compatible-endpoint.ts";
import { compatibleFailure, failureInBody } from "./compatible-failure.ts";

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.number().int().nonnegative() }).nullish().catch(null),
});

/** The embeddings of any OpenAI-compatible endpoint. */
export function compatibleEmbeddings(options: CompatibleOptions): Embeddings {
  return {
    async embed({ model, texts, dimensions, signal, endpoint = null }) {
      const client = await connect(await openEndpoint(options, endpoint), options.fetch);
      const answer: unknown = await client.embeddings
        .create(
          {
            model: vendorName(model),
            input: [...texts],
            encoding_format: "float" as const,
            ...(dimensions === undefined ? {} : { dimensions }),
          },
          { signal },
        )
        .catch((error: unknown) => {
          throw compatibleFailure(error, model, signal);
        });
      const failure = failureInBody(answer);
      if (failure) throw compatibleFailure(failure, model, signal);
      const { data, success } = Answer.safeParse(answer);
      const vectors = success ? data.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding) : [];
      if (!success || vectors.length !== texts.length)
        throw new ModelFailure("unavailable", `${model} sent ${vectors.length} vectors for ${texts.length} texts.`);
      return { vectors, inputTokens: data.usage?.prompt_tokens ?? null };
    },
  };
}
