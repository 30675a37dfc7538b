import { z } from "zod";
import { ShortText } from "../schema/scalars.ts";
import { defineChannel, sessionIdentity } from "./definition.ts";
import { inputSection, outputSection } from "./section.ts";

/** Calls from a browser. */
export const webVoice = defineChannel({
  identity: sessionIdentity,
  spoken: true,
  burstWindowMs: 0,
  builtInProviders: ["livekit_web"],
  input: inputSection(
    "web_voice",
    "livekit_web",
    z.strictObject({
      room_prefix: z
        .string()
        .regex(/^[A-Za-z0-9_-]*$/, "must be letters, digits, `_` and `-`")
        .default("voice_"),
      /** Seconds. */
      max_duration: z.number().int().min(1).max(86_400).default(1800),
    }),
  ),
  output: outputSection("web_voice", z.strictObject({ voice_id: ShortText.optional() })),
  addresses: () => [],
  carrier: null,
});
