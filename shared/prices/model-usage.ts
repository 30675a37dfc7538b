import { register } from "../models/register.ts";

/** What one request to a model used. As vendors count: input holds the cached and the spoken, output holds the spoken. */
export interface ModelUsage {
  readonly model: string;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly audioInputTokens: number;
  readonly outputTokens: number;
  readonly audioOutputTokens: number;
}

/** Tokens of one kind and the item that prices them. */
export interface ModelTokens {
  readonly item: string;
  readonly tokens: number;
}

/**
 * Splits a request by price. Beyond a model's step the whole request has the higher prices (ai.google.dev, pricing:
 * "prompts > 200k tokens"). Cached tokens count as text. Parts without tokens are left out.
 * @throws RangeError when there are more cached and spoken tokens than tokens
 */
export function partsOf(usage: ModelUsage): readonly ModelTokens[] {
  const { model, inputTokens, cachedTokens, audioInputTokens, outputTokens, audioOutputTokens } = usage;
  const text = inputTokens - cachedTokens - audioInputTokens;
  const written = outputTokens - audioOutputTokens;
  if (text < 0 || written < 0) throw new RangeError("More cached and spoken tokens than tokens.");
  const above = register.find(({ id }) => id === model)?.price.above;
  const long = above !== undefined && inputTokens > above.inputTokens ? "long-" : "";
  const parts: readonly (readonly [string, number])[] = [
    [`${long}input`, text],
    [`${long}cached-input`, cachedTokens],
    [`${long}audio-input`, audioInputTokens],
    [`${long}output`, written],
    [`${long}audio-output`, audioOutputTokens],
  ];
  return parts.flatMap(([kind, tokens]) => (tokens === 0 ? [] : [{ item: `model.${model}.${kind}`, tokens }]));
}
