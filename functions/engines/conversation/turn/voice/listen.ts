import { transcribe } from "../../../../../shared/agent/reading/transcribe.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { Models, Payer } from "../../../../../shared/models/model.ts";
import { audioFormatOf } from "../../../../../shared/tools/media/audio-format.ts";
import { noUsage, type Unheard, type VoiceUsage } from "./voice-note.ts";

/** A minute of audio costs about 2,000 tokens. */
const longestSeconds = 10 * 60;

/** What a voice note says. `text` is null exactly where `unheard` says why. */
export interface Heard {
  readonly text: string | null;
  readonly unheard: Unheard | null;
  readonly usage: VoiceUsage;
}

/** Writes a voice note down with the client's model. Costs no model call where the file itself decides. @throws as `transcribe` */
export async function listen(
  models: Models,
  of: {
    readonly bytes: Uint8Array;
    readonly config: TenantConfig;
    readonly payer: Payer;
    readonly signal: AbortSignal;
  },
): Promise<Heard> {
  const { bytes, config, payer, signal } = of;
  const format = audioFormatOf(bytes);
  if (!format) return unheardBecause("unknown-format");
  if ((format.seconds ?? 0) > longestSeconds) return unheardBecause("too-long");
  const base64 = Buffer.from(bytes).toString("base64");
  const { contentType } = format;
  const { text, usage } = await transcribe(models, { config, audio: { contentType, base64 }, payer, signal });
  return { text, unheard: text === null ? "not-understood" : null, usage };
}

export function unheardBecause(unheard: Unheard): Heard {
  return { text: null, unheard, usage: noUsage };
}
