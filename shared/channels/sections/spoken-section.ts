import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";

/** What telephone and browser calls have in common. */

export const MaxDuration = z
  .number()
  .int()
  .min(1)
  .max(86_400)
  .default(1800)
  .describe("The longest call, in seconds. The agent says goodbye when it is reached.");

export const SpokenOutput = z.strictObject({
  voice_id: ShortText.optional().describe("The voice. Default: voice.voice_id."),
  speed: z.number().min(0.25).max(4).default(1).describe("How fast it speaks; 1 is the voice's own speed."),
  pitch: z.number().min(0.25).max(4).default(1).describe("How high it speaks; 1 is the voice's own pitch."),
});
