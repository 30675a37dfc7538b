import { z } from "zod";
import { Currency, ShortText } from "../../schema/scalars.ts";
import { EscalationTriggerSection } from "./business-logic.ts";
import { TemplateReference } from "./checked-text.ts";

/** Merges a list of one-key objects, as the specification writes it, into one object. */
function mergedList<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (given) =>
      Array.isArray(given) && given.every((item) => item !== null && typeof item === "object" && !Array.isArray(item))
        ? Object.assign({}, ...given)
        : given,
    schema,
  );
}

const PricingRequirements = z.strictObject({
  always_mention_specific_prices: z.boolean().default(false),
  compare_individual_vs_panel: z.boolean().default(false),
  include_preparation_requirements: z.boolean().default(false),
  currency: Currency.default("INR"),
});

const DataCollection = z.strictObject({
  auto_detect_phone: z.boolean().default(false),
  prescription_analysis: z.boolean().default(false),
  appointment_booking: z.boolean().default(false),
});

const LanguageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as en-IN or hi");

const TurnDetection = z.strictObject({
  type: z.literal(["server_vad", "semantic_vad", "none"]).default("server_vad"),
  prefix_padding_ms: z.number().int().min(0).default(300),
  silence_duration_ms: z.number().int().min(0).default(800),
  threshold: z.number().min(0).max(1).default(0.5),
});

const SpeechProvider = z.literal(["google", "elevenlabs", "openai", "gemini_live", "local"]);

export const Voice = z.strictObject({
  voice_id: ShortText.default("Kore"),
  language: LanguageTag.default("en-IN"),
  temperature: z.number().min(0).max(2).default(0.2),
  greeting: z
    .strictObject({
      /** A template or an instruction to the model, with the placeholders of the system prompt. */
      message: TemplateReference.optional(),
      language_detection: z.boolean().default(true),
      supported_languages: z.array(LanguageTag).default(["en"]),
    })
    .prefault({}),
  stt_provider: SpeechProvider.default("google"),
  tts_provider: SpeechProvider.default("google"),
  turn_detection: TurnDetection.prefault({}),
  business_logic: z
    .strictObject({
      pricing_requirements: mergedList(PricingRequirements).prefault({}),
      escalation_triggers: z.array(EscalationTriggerSection).default([]),
      data_collection: mergedList(DataCollection).prefault({}),
    })
    .prefault({}),
});
