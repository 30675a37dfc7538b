import { z } from "zod";
import { Name, PhoneNumber, ShortText } from "../../schema/scalars.ts";
import { inputSection, outputSection } from "./section.ts";

const Input = z.strictObject({
  phone_numbers: z.array(PhoneNumber).default([]).describe("The numbers that customers call. So far unused."),
  sip_trunk: Name.default("twilio_sip").describe("The trunk that calls come by. So far unused."),
  ivr_enabled: z.boolean().default(false).describe("Whether a menu of keys comes first. So far unused."),
});

export const voiceSections = {
  input: inputSection("voice", "livekit_sip", Input),
  output: outputSection(
    "voice",
    z.strictObject({
      voice_id: ShortText.optional().describe("The voice. So far unused."),
      speed: z.number().min(0.25).max(4).default(1).describe("How fast it speaks. So far unused."),
      pitch: z.number().min(0.25).max(4).default(1).describe("How high it speaks. So far unused."),
    }),
  ),
};
