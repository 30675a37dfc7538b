import { z } from "zod";
import { Currency, ShortText } from "../../schema/scalars.ts";
import { written, writtenForms } from "../../schema/written-form.ts";
import { EscalationTriggerSection } from "./business-logic.ts";
import { TemplateReference } from "./checked-text.ts";

/** Merges a list of one-key objects, as the specification writes it, into one object. */
function mergedList<S extends z.ZodObject>(schema: S) {
  return written(
    z.preprocess(
      (given) =>
        Array.isArray(given) && given.every((item) => item !== null && typeof item === "object" && !Array.isArray(item))
          ? Object.assign({}, ...given)
          : given,
      schema,
    ),
    {
      shortForms: [
        {
          as: "list of sections with one key each",
          json: { type: "array", items: { type: "object", propertyNames: { enum: Object.keys(schema.shape) } } },
        },
      ],
    },
  );
}

const PricingRequirements = z.strictObject({
  always_mention_specific_prices: z
    .boolean()
    .default(false)
    .describe("The agent names prices. In chat, every price must then have a source."),
  compare_individual_vs_panel: z
    .boolean()
    .default(false)
    .describe("The agent names the package that is cheaper. Calls only, so far unused."),
  include_preparation_requirements: z
    .boolean()
    .default(false)
    .describe("The agent names what the customer has to prepare. Calls only, so far unused."),
  currency: Currency.default("INR").describe("The currency of all prices, unless payments.currency names one."),
});

const DataCollection = z.strictObject({
  auto_detect_phone: z.boolean().default(false).describe("Phone numbers are detected in what customers say."),
  prescription_analysis: z.boolean().default(false).describe("Prescriptions are read. Calls only, so far unused."),
  appointment_booking: z.boolean().default(false).describe("Appointments are taken. Calls only, so far unused."),
});

const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as en-IN or hi")
  .register(writtenForms, { called: "language tag" });

const TurnDetection = z.strictObject({
  type: z
    .literal(["server_vad", "semantic_vad", "none"])
    .default("server_vad")
    .describe("How the end of what a caller says is found."),
  prefix_padding_ms: z.number().int().min(0).default(300).describe("Milliseconds of sound kept from before speech."),
  silence_duration_ms: z.number().int().min(0).default(800).describe("Milliseconds of silence that end a turn."),
  threshold: z.number().min(0).max(1).default(0.5).describe("How loud speech has to be."),
});

const SpeechProvider = z.literal(["google", "elevenlabs", "openai", "gemini_live", "local"]);

export const Voice = z
  .strictObject({
    voice_id: ShortText.default("Kore").describe("The voice, by the provider's name for it."),
    language: LanguageTag.default("en-IN").describe("The language of calls."),
    temperature: z.number().min(0).max(2).default(0.2).describe("How freely the model chooses its words in calls."),
    greeting: z
      .strictObject({
        message: TemplateReference.optional().describe("The greeting, or an instruction to the model how to greet."),
        language_detection: z.boolean().default(true).describe("The agent finds out the caller's language."),
        supported_languages: z.array(LanguageTag).default(["en"]).describe("The languages that it may choose from."),
      })
      .prefault({})
      .describe("How a call begins."),
    stt_provider: SpeechProvider.default("google").describe("Who turns speech into text."),
    tts_provider: SpeechProvider.default("google").describe("Who turns text into speech."),
    turn_detection: TurnDetection.prefault({}).describe("When a caller has finished speaking."),
    business_logic: z
      .strictObject({
        pricing_requirements: mergedList(PricingRequirements).prefault({}).describe("How prices are told."),
        escalation_triggers: z
          .array(EscalationTriggerSection)
          .default([])
          .describe("When a conversation goes to a person, in addition to business_logic.escalation.triggers."),
        data_collection: mergedList(DataCollection).prefault({}).describe("What callers are asked."),
      })
      .prefault({})
      .describe("Rules of calls. Prices, escalations and data collection hold in chat already."),
  })
  .describe("The agent for calls. This release answers no calls: the section can stay for later.");
