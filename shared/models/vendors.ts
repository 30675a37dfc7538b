import type { ModelChoice, ModelEndpoint } from "./model.ts";

/** The vendors behind the port. A name without a prefix is one of Google's. */
export type ModelVendor = "google" | "vertex" | "openai_compatible";

/** `openai_compatible/NAME` names a model as its endpoint does. NAME may have slashes of its own. */
const compatiblePrefix = "openai_compatible/";

/**
 * Where Vertex AI serves a tuned model: `projects/P/locations/L/endpoints/E`, as its tuning job names it. The location
 * becomes part of a host's name, so it is nothing but a region.
 */
const tunedModel =
  /^projects\/[a-z0-9][a-z0-9-]{0,62}\/locations\/(?<region>[a-z]{2,15}-[a-z]{2,15}\d{1,2})\/endpoints\/\d{1,25}$/;
const tunedPrefix = "projects/";

export function vendorOf(model: string): ModelVendor {
  if (model.startsWith(compatiblePrefix)) return "openai_compatible";
  return model.startsWith(tunedPrefix) ? "vertex" : "google";
}

/** The region that serves a tuned model. Undefined: the name is none of a tuned model. */
export function regionOfTuned(model: string): string | undefined {
  return tunedModel.exec(model)?.groups?.region;
}

/** The name by which the vendor knows the model. */
export function vendorName(model: string): string {
  return model.startsWith(compatiblePrefix) ? model.slice(compatiblePrefix.length) : model;
}

/** The tenant's endpoint that a model is asked at, or null: Google's, or the platform's. */
export function endpointFor(model: string, choice: Pick<ModelChoice, "endpoint" | "tuned">): ModelEndpoint | null {
  const vendor = vendorOf(model);
  if (vendor === "openai_compatible") return choice.endpoint;
  const region = regionOfTuned(model);
  if (vendor === "google" || region === undefined || choice.tuned === undefined) return null;
  const { tenantId, serviceAccountName: apiKeyName } = choice.tuned;
  return { tenantId, url: `https://${region}-aiplatform.googleapis.com`, apiKeyName };
}

/** Prefix of the ids of calls that an OpenAI-compatible model has made. */
export const compatibleCallPrefix = "chat-";
