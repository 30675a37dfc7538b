import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";
import { SecretReference } from "../../security/secret-reference.ts";
import { PublicAddress } from "../../tools/http/endpoint.ts";
import { TemplateReference } from "./checked-text.ts";

/** A tenant's own endpoint for the models that it names with `openai_compatible/`. */
const ModelEndpoint = z.strictObject({
  /** The address before `/chat/completions`, such as https://openrouter.ai/api/v1. */
  url: PublicAddress,
  api_key: SecretReference.optional(),
});

const Model = z
  .strictObject({
    primary: ShortText.default("gemini-3.8-flash"),
    fallback: ShortText.default("gemini-3.5-flash-lite"),
    temperature: z.number().min(0).max(2).default(0.7),
    endpoint: ModelEndpoint.optional(),
    max_tokens: z.number().int().min(1).max(65_536).default(2000),
  })
  .refine(({ primary, fallback }) => primary !== fallback, {
    path: ["fallback"],
    error: "is the primary model, so it would fail together with it\nName another model.",
  });

/** A list, or a text with one objective on each line. A leading `-` is removed. */
const Objectives = z.preprocess(
  (given) =>
    typeof given === "string"
      ? given
          .split("\n")
          .map((line) => line.replace(/^\s*[-*]\s+/, "").trim())
          .filter((line) => line !== "")
      : given,
  z.array(ShortText).min(1),
);

export const AgentSection = z.strictObject({
  /** A template: see prompt.ts for its placeholders. */
  system_prompt: TemplateReference,
  model: Model.prefault({}),
  agent_name: ShortText,
  agent_type: ShortText.default("assistant"),
  personality: ShortText.default("helpful, friendly, professional"),
  language: ShortText.default("English"),
  business_context: ShortText.optional(),
  objectives: Objectives.optional(),
});
