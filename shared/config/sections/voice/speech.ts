import { z } from "zod";
import { ShortText } from "../../../schema/scalars.ts";
import { written, writtenForms } from "../../../schema/written-form.ts";

/** Who recognises and speaks. Gemini Live does both at once. */
export const speechProviders = ["google", "deepgram", "elevenlabs", "embedded", "gemini_live"] as const;
export type SpeechProviderName = (typeof speechProviders)[number];

/** `local` is an older name of `embedded`. */
export const SpeechProvider = written(
  z.preprocess((given) => (given === "local" ? "embedded" : given), z.literal(speechProviders)),
  { shortForms: [{ as: "`local`, an older name of embedded", json: { const: "local" } }] },
);

const voiceKey = new RegExp(
  `^(${speechProviders.join("|")}|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)(/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$`,
);

/** `hi`, `elevenlabs` or `elevenlabs/hi`. */
export const Voices = z.record(
  z
    .string()
    .regex(voiceKey, "must be a language, a provider, or both as in elevenlabs/hi")
    .register(writtenForms, { called: "language or provider" }),
  ShortText,
);

export const TurnDetection = z.strictObject({
  type: z
    .literal(["server_vad", "semantic_vad", "none"])
    .default("server_vad")
    .describe(
      "How the end of what a caller says is found: by silence, also by the words (semantic_vad), or only by the recogniser (none).",
    ),
  prefix_padding_ms: z
    .number()
    .int()
    .min(0)
    .max(2_000)
    .default(300)
    .describe("Milliseconds of sound kept from before speech."),
  silence_duration_ms: z
    .number()
    .int()
    .min(0)
    .max(5_000)
    // A model that takes 400 ms has its answer then, because it is asked at the first short pause: less gains nothing.
    .default(450)
    .describe("Milliseconds of silence that end a turn. A lower value answers sooner and interrupts more."),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("How sure it has to be that a sound is speech. Raise it for callers in noisy places."),
});
