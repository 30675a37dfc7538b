import { z } from "zod";

const Args = z.record(z.string(), z.unknown());
const Call = z.strictObject({ name: z.string(), args: Args.default({}) });

/** Scripted responses of a model's stand-in: `POST /_standin/script` (emulators/gemini/script.ts). */
export const ModelScript = z.strictObject({
  /** Whose stand-in answers so. */
  vendor: z.enum(["gemini", "openai_compatible"]).default("gemini"),
  match: z
    .strictObject({
      contains: z.string().optional(),
      system_contains: z.string().optional(),
      model: z.string().optional(),
    })
    .default({}),
  responses: z
    .array(
      z.strictObject({
        text: z.string().optional(),
        functionCall: Call.optional(),
        functionCalls: z.array(Call).optional(),
        json: z.unknown().optional(),
        status: z.number().int().optional(),
        message: z.string().optional(),
        code: z.string().optional(),
        retryAfter: z.number().optional(),
        delayMs: z.number().int().optional(),
        truncate: z.boolean().optional(),
        malformed: z.boolean().optional(),
        finishReason: z.string().optional(),
        usage: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1),
});
export type ModelScript = z.infer<typeof ModelScript>;
