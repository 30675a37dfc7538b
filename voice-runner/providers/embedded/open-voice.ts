import type { Logger } from "../../../shared/telemetry/log.ts";
import { baseLanguage } from "../../../shared/voice/locale.ts";
import type { VoiceSettings } from "../../../shared/voice/settings.ts";
import type { ClauseVoice } from "../clauses/clause-tts.ts";
import { espeakVoice } from "./espeak-voice.ts";
import { fliteVoice, fliteVoices } from "./flite-voice.ts";
import type { EmbeddedSpeechParts } from "./installed-parts.ts";
import { piperVoice } from "./piper-voice.ts";

/**
 * The voice on this machine for a language: for English the tenant's (`slt`, `rms`, `awb`, `kal16` or `piper`), else Piper
 * where it is installed, else flite; for other languages espeak-ng. Without espeak-ng, flite reads them as it can.
 */
export function openVoice(request: {
  readonly settings: VoiceSettings;
  readonly parts: EmbeddedSpeechParts;
  readonly language: string;
  readonly log: Logger;
}): ClauseVoice {
  const { settings, parts, language, log } = request;
  const { speed, pitch } = settings;
  const chosen = settings.voiceId("embedded", language);
  const base = baseLanguage(language);
  if (base !== "en" && parts.espeak) return espeakVoice({ program: parts.espeak, language: base, speed, pitch });
  if (base !== "en") log.warn({ language }, "No voice on this machine speaks this language. Install espeak-ng.");
  const flite = fliteVoices.find((name) => name === chosen);
  const { python, piper } = parts;
  if (flite === undefined && python && piper && pitch === 1) return piperVoice({ python, model: piper, speed });
  return fliteVoice({ voice: flite ?? "slt", speed, pitch });
}
