import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";
import { TemplateReference } from "./checked-text.ts";

const Model = z
  .strictObject({
    primary: ShortText.default("gemini-3.8-flash"),
    fallback: ShortText.default("gemini-3.5-flash-lite"),
    temperature: z.number().min(0).max(2).default(0.7),
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
