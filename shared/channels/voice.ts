import { z } from "zod";
import { Name, PhoneNumber, ShortText } from "../schema/scalars.ts";
import { defineChannel, phoneIdentity } from "./definition.ts";
import { inputSection, outputSection } from "./section.ts";

const Input = z.strictObject({
  phone_numbers: z.array(PhoneNumber).default([]),
  sip_trunk: Name.default("twilio_sip"),
  ivr_enabled: z.boolean().default(false),
});

/** Phone calls. */
export const voice = defineChannel({
  identity: phoneIdentity,
  spoken: true,
  burstWindowMs: 0,
  builtInProviders: ["livekit_sip", "twilio_sip"],
  input: inputSection("voice", "livekit_sip", Input),
  output: outputSection(
    "voice",
    z.strictObject({
      voice_id: ShortText.optional(),
      speed: z.number().min(0.25).max(4).default(1),
      pitch: z.number().min(0.25).max(4).default(1),
    }),
  ),
  addresses: ({ phone_numbers }: z.output<typeof Input>) =>
    phone_numbers.map((number, index) => [number, "phone_numbers", index] as const),
  carrier: null,
});
