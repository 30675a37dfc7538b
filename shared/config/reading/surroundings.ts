import type { Environment } from "../../environment.ts";

/** What a check knows about the place where a configuration will run. Undefined where that is not known. */
export interface Surroundings {
  /** Whether the platform has an endpoint for `openai_compatible/` models. */
  readonly hasModelEndpoint?: boolean | undefined;
  /** Whether the platform has Google's key for Gemini. */
  readonly hasGeminiKey?: boolean | undefined;
}

export function surroundingsOf({ OPENAI_COMPATIBLE_URL }: Pick<Environment, "OPENAI_COMPATIBLE_URL">): Surroundings {
  return { hasModelEndpoint: OPENAI_COMPATIBLE_URL !== undefined };
}
