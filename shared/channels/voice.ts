import { defineChannel, phoneIdentity } from "./definition.ts";
import type { SectionConfig } from "./sections/section.ts";
import type { voiceSections } from "./sections/voice-sections.ts";

/** Phone calls. */
export const voice = defineChannel({
  identity: phoneIdentity,
  spoken: true,
  burstWindowMs: 0,
  builtInProviders: ["livekit_sip", "twilio_sip"],
  sections: async () => (await import("./sections/voice-sections.ts")).voiceSections,
  addresses: ({ phone_numbers }: SectionConfig<(typeof voiceSections)["input"]>) =>
    phone_numbers.map((number, index) => [number, "phone_numbers", index] as const),
  carrier: null,
});
