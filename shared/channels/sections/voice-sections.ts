import { z } from "zod";
import { Name, PhoneNumber, ShortText } from "../../schema/scalars.ts";
import { inputSection, outputSection } from "./section.ts";

const Input = z.strictObject({
  phone_numbers: z.array(PhoneNumber).default([]),
  sip_trunk: Name.default("twilio_sip"),
  ivr_enabled: z.boolean().default(false),
});

export const voiceSections = {
  input: inputSection("voice", "livekit_sip", Input),
  output: outputSection(
    "voice",
    z.strictObject({
      voice_id: ShortText.optional(),
      speed: z.number().min(0.25).max(4).default(1),
      pitch: z.number().min(0.25).max(4).default(1),
    }),
  ),
};
