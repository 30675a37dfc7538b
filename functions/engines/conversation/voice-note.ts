import { z } from "zod";
import { isCarried } from "../../../shared/channels/definitions.ts";
import type { Attachment, ChannelType } from "../../../shared/events/index.ts";

/**
 * Why a voice note was not heard. `too-long`: longer than the product listens. `unknown-format`: no audio that the model
 * reads. `unavailable`: neither the file nor a model could be had. `not-understood`: nobody speaks, or not clearly.
 */
export const Unheard = z.literal(["too-long", "unknown-format", "unavailable", "not-understood"]);
export type Unheard = z.infer<typeof Unheard>;

/** What became of a message's voice notes. Heard ones are in its text: a transcript, with the words of a machine. */
export const VoiceNote = z.object({
  /** Null when all were heard. */
  unheard: Unheard.nullable(),
  /** What the models took for them. */
  usage: z.object({
    model: z.string(),
    served: z.string().default(""),
    inputTokens: z.number(),
    outputTokens: z.number(),
    modelCalls: z.number(),
    modelMs: z.number(),
    cachedTokens: z.number().optional(),
  }),
});
export type VoiceNote = z.infer<typeof VoiceNote>;
export type VoiceUsage = VoiceNote["usage"];

/** The usage of a turn and of the voice notes in it. A turn without a model of its own has that of the voice notes. */
export function withVoiceUsage(
  usage: Readonly<VoiceUsage>,
  inbound: readonly { readonly voice?: VoiceNote | undefined }[],
): VoiceUsage {
  return inbound.reduce<VoiceUsage>((sum, { voice }) => (voice ? addUsage(sum, voice.usage) : sum), { ...usage });
}

export function addUsage(one: VoiceUsage, other: VoiceUsage): VoiceUsage {
  return {
    model: one.modelCalls > 0 ? one.model : other.model,
    served: one.modelCalls > 0 ? one.served : other.served,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    modelCalls: one.modelCalls + other.modelCalls,
    modelMs: one.modelMs + other.modelMs,
    ...(one.cachedTokens === undefined ? {} : { cachedTokens: one.cachedTokens }),
  };
}

export const noUsage: VoiceUsage = {
  model: "none",
  served: "",
  inputTokens: 0,
  outputTokens: 0,
  modelCalls: 0,
  modelMs: 0,
};

/** How a voice note stands in the conversation that the agent reads later. */
export function writtenVoice(text: string, { unheard }: VoiceNote): string {
  return unheard === null ? `[Voice note] ${text}` : `${text}\n[Voice note that could not be understood]`.trim();
}

export function isAudio(contentType: string): boolean {
  return /^(?:audio\/|application\/ogg\b)/i.test(contentType);
}

/** Whether the message has voice notes. Web chat takes no files from visitors. */
export function hasVoice(
  { channel }: { readonly channel: ChannelType },
  { attachments }: { readonly attachments: readonly Attachment[] },
): boolean {
  return isCarried(channel) && attachments.some(({ contentType }) => isAudio(contentType));
}
