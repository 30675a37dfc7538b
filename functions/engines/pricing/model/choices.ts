import { z } from "zod";
import { Currency } from "../../../../shared/schema/scalars.ts";

const Item = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, "must be an item of the price list");
export const DecimalText = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,8})?$/, 'must be a decimal number in quotes without a sign, such as "0.8631"');

const Day = z.iso.date();

/** What the client's agent is made of. Names are those of the configuration. */
export const Choices = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country code of two capital letters, such as IN")
    .default("IN")
    .describe("The customers' country (ISO 3166). Messages, calls and people are priced by it."),
  model: z.string().min(1).max(100).default("gemini-3.8-flash").describe("The model that answers in writing."),
  voice: z
    .enum(["pipeline", "realtime"])
    .default("pipeline")
    .describe("pipeline: recogniser, model and voice. realtime: one model hears and speaks."),
  realtime_model: z
    .string()
    .min(1)
    .max(100)
    .default("gemini-live-2.5-flash-native-audio")
    .describe("The model of realtime calls."),
  stt: Item.default("deepgram.nova-3").describe("The recogniser: provider, or provider.model."),
  tts: Item.default("elevenlabs.eleven_flash_v2_5").describe("The voice: provider, or provider.model."),
  transport: z
    .enum(["livekit-cloud", "livekit-self-hosted"])
    .default("livekit-self-hosted")
    .describe("Who carries calls."),
  telephony: z.enum(["twilio", "none"]).default("twilio").describe("none: calls come from web pages only."),
  whatsapp: z.enum(["meta", "twilio"]).default("meta").describe("Through whom WhatsApp is used. Twilio adds a fee."),
  own_cloud_account: z
    .boolean()
    .default(false)
    .describe("True: the client has a billing account of its own, so its free units are the client's."),
});
export type Choices = z.infer<typeof Choices>;

/** A price that the agency knows better than the list, such as one that was negotiated. */
export const StatedPrice = z.object({
  item: Item.describe("The item of the price list."),
  price: DecimalText.describe("For the row's number of units."),
  currency: Currency.describe("Of the price."),
  source: z.string().trim().min(1).max(200).describe("From where the price is known."),
});
export type StatedPrice = z.infer<typeof StatedPrice>;

export const ExchangeRate = z.object({
  from: Currency.describe("The currency of prices."),
  rate: DecimalText.refine((text) => Number(text) > 0, "must be more than 0").describe(
    "Units of the pricing's currency for one unit of `from`.",
  ),
  on: Day.describe("The day of the rate."),
  source: z.string().trim().min(1).max(200).describe("From where the rate is known."),
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** A cost of a month that does not grow with use: a licence, a share of a person. */
export const FixedCost = z.object({
  name: z.string().trim().min(1).max(100).describe("What is paid."),
  amount: DecimalText.describe("A month, in major units."),
  currency: Currency.describe("Of the amount."),
});
export type FixedCost = z.infer<typeof FixedCost>;
