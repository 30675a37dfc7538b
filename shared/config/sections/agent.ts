import { z } from "zod";
import { Template, Text } from "./scalars.ts";

const Model = z
  .strictObject({
    primary: Text.default("gemini-2.5-pro"),
    fallback: Text.default("gemini-2.5-flash"),
    temperature: z.number().min(0).max(2).default(0.7),
    max_tokens: z.number().int().min(1).max(65_536).default(2000),
  })
  .refine(({ primary, fallback }) => primary !== fallback, {
    path: ["fallback"],
    error: "is the primary model, which would just have failed\nName another one.",
  });

/** A list, or a text with one objective a line (a leading `-` is taken off). */
const Objectives = z.preprocess(
  (given) =>
    typeof given === "string"
      ? given
          .split("\n")
          .map((line) => line.replace(/^\s*[-*]\s+/, "").trim())
          .filter((line) => line !== "")
      : given,
  z.array(Text).min(1),
);

export const Agent = z.strictObject({
  /** A template: see prompt.ts for its placeholders. */
  system_prompt: Template,
  model: Model.prefault({}),
  agent_name: Text,
  agent_type: Text.default("assistant"),
  personality: Text.default("helpful, friendly, professional"),
  language: Text.default("English"),
  business_context: Text.optional(),
  objectives: Objectives.optional(),
});
