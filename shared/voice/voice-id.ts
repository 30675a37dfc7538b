import { isGoogleVoice } from "../config/sections/voice/google-voices.ts";
import type { SpeechProviderName } from "../config/sections/voice/speech.ts";
import { pipelineProvider } from "../config/sections/voice/speech-mode.ts";
import type { Voice } from "../config/sections/voice.ts";
import { baseLanguage } from "./locale.ts";

/**
 * The tenant's voice of a provider in a language; null: the provider's own default. `usual` is the tenant's one voice for
 * everything: Google's names are Google's only, and any other name is the configured provider's.
 */
export function voiceIdOf(
  { voices, tts_provider }: Pick<Voice, "voices" | "tts_provider">,
  usual: string,
  { provider, language }: { readonly provider: SpeechProviderName; readonly language: string },
): string | null {
  const base = baseLanguage(language);
  const isUsualProvider = pipelineProvider(provider) === pipelineProvider(tts_provider);
  const keys = [
    ...[`${provider}/${language}`, `${provider}/${base}`],
    ...(isUsualProvider ? [language, base] : []),
    provider,
  ];
  const written = keys.map((key) => voices[key]).find((name) => name !== undefined);
  if (written !== undefined) return written;
  const isGoogle = pipelineProvider(provider) === "google";
  return isGoogleVoice(usual) === isGoogle && (isGoogle || isUsualProvider) ? usual : null;
}
