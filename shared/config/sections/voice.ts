import { z } from "zod";
import { Currency, LanguageTag, ShortText } from "../../schema/scalars.ts";
import { written } from "../../schema/written-form.ts";
import { EscalationTriggerSection } from "./business-logic.ts";
import { TemplateReference } from "./checked-text.ts";
import { MissedCall, Outbound, Recording, Silence, Transfer } from "./voice/call-rules.ts";
import { Ivr } from "./voice/ivr.ts";
import { SpeechProvider, TurnDetection, Voices } from "./voice/speech.ts";

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
    .describe("In calls, the agent compares single tests with the package that holds them."),
  include_preparation_requirements: z
    .boolean()
    .default(false)
    .describe("In calls, the agent says what the customer has to prepare, such as fasting."),
  currency: Currency.default("INR").describe("The currency of all prices, unless payments.currency names one."),
});

const DataCollection = z.strictObject({
  auto_detect_phone: z.boolean().default(false).describe("Phone numbers are detected in what customers say."),
  prescription_analysis: z
    .boolean()
    .default(false)
    .describe("In calls, the agent offers to read a prescription that the caller sends by WhatsApp meanwhile."),
  appointment_booking: z
    .boolean()
    .default(false)
    .describe("In calls, the agent offers an appointment and asks for what the booking needs."),
});

export const Voice = z
  .strictObject({
    mode: z
      .literal(["pipeline", "realtime"])
      .default("pipeline")
      .describe(
        "pipeline: speech becomes text, agent.model answers, text becomes speech. realtime: Gemini Live hears and speaks itself; while it fails, the pipeline takes over.",
      ),
    voice_id: ShortText.default("Kore").describe(
      "The voice, by the provider's name for it. Kore and its like are Google's; other providers then use their own default.",
    ),
    voices: Voices.default({}).describe(
      "Other voices, by language (`hi`), provider (`elevenlabs`) or both (`elevenlabs/hi`). The most exact one counts.",
    ),
    language: LanguageTag.default("en-IN").describe("The language in which calls begin."),
    temperature: z.number().min(0).max(2).default(0.2).describe("How freely the model chooses its words in calls."),
    greeting: z
      .strictObject({
        message: TemplateReference.optional().describe(
          "How the model greets: an instruction, or the words themselves. Default: `text` is spoken at once.",
        ),
        text: TemplateReference.optional().describe(
          "The greeting word for word; also spoken when the model is late. Default: a sentence in the call's language.",
        ),
        language_detection: z
          .boolean()
          .default(true)
          .describe("The call follows the language that the caller speaks, among supported_languages."),
        supported_languages: z
          .array(LanguageTag)
          .min(1)
          .default(["en"])
          .describe("The languages that it may choose from."),
      })
      .prefault({})
      .describe("How a call begins."),
    stt_provider: SpeechProvider.default("google").describe("Who turns speech into text. gemini_live means realtime."),
    tts_provider: SpeechProvider.default("google").describe("Who turns text into speech. gemini_live means realtime."),
    turn_detection: TurnDetection.prefault({}).describe("When a caller has finished speaking."),
    silence: Silence.prefault({}),
    ivr: Ivr.prefault({}),
    recording: Recording.prefault({}),
    record_days: z
      .number()
      .int()
      .min(1)
      .max(3_650)
      .default(365)
      .describe("Days until the record of a call is deleted. What was said stays in its conversation."),
    outbound: Outbound.prefault({}),
    transfer: Transfer.prefault({}),
    missed_call: MissedCall.optional(),
    on_lost_agent: z
      .literal(["resume", "call_back"])
      .default("resume")
      .describe(
        "When the process of a call dies: another one goes on in the same call, or the customer is called back.",
      ),
    business_logic: z
      .strictObject({
        pricing_requirements: mergedList(PricingRequirements).prefault({}).describe("How prices are told."),
        escalation_triggers: z
          .array(EscalationTriggerSection)
          .default([])
          .describe("When a call goes to a person, in addition to business_logic.escalation.triggers."),
        data_collection: mergedList(DataCollection).prefault({}).describe("What callers are asked."),
      })
      .prefault({})
      .describe("Rules of calls. Prices and the detection of phone numbers hold in chat, too."),
  })
  .describe("The agent in calls, by telephone and in the browser (docs/voice.md).");
export type Voice = z.output<typeof Voice>;
