import type { ModelChoice, ModelEndpoint } from "./model.ts";

/** The vendors behind the port. A name without a prefix is one of Google's. */
export type ModelVendor = "google" | "openai_compatible";

/** `openai_compatible/NAME` names a model as its endpoint does. NAME may have slashes of its own. */
const compatiblePrefix = "openai_compatible/";

export function vendorOf(model: string): ModelVendor {
  return model.startsWith(compatiblePrefix) ? "openai_compatible" : "google";
}

/** The name by which the vendor knows the model. */
export function vendorName(model: string): string {
  return model.startsWith(compatiblePrefix) ? model.slice(compatiblePrefix.length) : model;
}

/** The tenant's endpoint that a model is asked at, or null: Google's, or the platform's. */
export function endpointFor(model: string, { endpoint }: Pick<ModelChoice, "endpoint">): ModelEndpoint | null {
  return vendorOf(model) === "openai_compatible" ? endpoint : null;
}

/** Prefix of the ids of calls that an OpenAI-compatible model has made. */
export const compatibleCallPrefix = "chat-";
