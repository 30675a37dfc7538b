import type { TenantConfig } from "../../shared/config/index.ts";
import type { Environment } from "../../shared/environment.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { Call } from "../../shared/voice/call.ts";
import { baseLanguage } from "../../shared/voice/locale.ts";
import { voiceSettings } from "../../shared/voice/settings.ts";
import type { CallSpeech } from "../session/call-session.ts";
import { deepgram } from "./deepgram/index.ts";
import { elevenlabs } from "./elevenlabs/index.ts";
import { embedded } from "./embedded/index.ts";
import { embeddedSpeechParts } from "./embedded/installed-parts.ts";
import { google } from "./google/index.ts";
import { openGeminiLive } from "./google/live/open-live.ts";
import { NoRecogniser } from "./no-recogniser.ts";
import { optionalSpeechKey, type ReadSecret, speechKey } from "./speech-key.ts";
import type { SpeechContext, SpeechVendor } from "./vendor.ts";
import { voiceActivity } from "./voice-activity.ts";

/** Every vendor of speech. A new one is a folder and a word here. */
const vendors = { google, deepgram, elevenlabs, embedded } satisfies Record<string, SpeechVendor>;

/** Starts what every call of this process will need, where the process is set to one vendor for everybody. */
export function prepareSpeech({ environment }: { readonly environment: Environment }): void {
  const { SPEECH_PROVIDER: name } = environment;
  const vendor: SpeechVendor | undefined = name && vendors[name];
  vendor?.prepare?.(environment);
}

/**
 * Hearing and speaking for one call, by the vendors of the tenant's `voice:`, or by `SPEECH_PROVIDER` where the process
 * is set to one for everybody; and the realtime model of tenants with `mode: realtime`, if there is a key for it. Errors of the vendors come as `error` events of `stt` and `tts`: whoever opens speech
 * listens to both, or a second error ends the process.
 * @throws TerminalError `secret-missing` naming the secret and the remedy
 */
export async function openSpeech(request: {
  readonly config: TenantConfig;
  readonly channel: Call["channel"];
  /** Of the call's beginning; without one, the tenant's. */
  readonly language?: string | undefined;
  readonly secrets: ReadSecret;
  readonly environment: Environment;
  readonly log: Logger;
}): Promise<CallSpeech> {
  const { config, channel, secrets, environment, log } = request;
  const settings = voiceSettings(config, channel);
  const hearing: SpeechVendor = vendors[environment.SPEECH_PROVIDER ?? settings.sttProvider];
  const speaking: SpeechVendor = vendors[environment.SPEECH_PROVIDER ?? settings.ttsProvider];
  const contextFor = ({ name: vendor }: SpeechVendor): SpeechContext => ({
    settings,
    language: request.language ?? settings.language,
    callerRate: channel === "voice" ? 8_000 : 16_000,
    environment,
    log: log.child({ vendor }),
    optionalKey: (name) => optionalSpeechKey(secrets, config.client_id, name),
    key: (name) => speechKey(secrets, { tenantId: config.client_id, name, vendor }),
  });
  const isRealtime = settings.mode === "realtime" && environment.SPEECH_PROVIDER === undefined;
  const [recogniser, speaker, substitute, realtime] = await Promise.all([
    hearing.openRecogniser(contextFor(hearing)),
    speaking.openSpeaker(contextFor(speaking)),
    openSubstitute(contextFor(embedded), speaking),
    isRealtime ? openGeminiLive(contextFor(google)) : undefined,
  ]);
  return {
    stt: recogniser ?? new NoRecogniser(),
    hears: recogniser !== null,
    tts: speaker.tts,
    ...(substitute && { fallbackTts: substitute.tts }),
    speakIn(language) {
      speaker.speakIn(language);
      substitute?.speakIn(language);
    },
    vad: voiceActivity(settings),
    ...(realtime && { realtime }),
  };
}

/**
 * The voice of this machine, which speaks while a vendor's fails: it needs no network. Undefined where that is the call's
 * voice anyway, or where it does not speak the call's language.
 */
async function openSubstitute(context: SpeechContext, speaking: SpeechVendor): Promise<SpeakerOf | undefined> {
  if (speaking === embedded) return undefined;
  const { espeak } = embeddedSpeechParts(context.environment.MODELS_DIR);
  if (baseLanguage(context.language) !== "en" && !espeak) return undefined;
  return embedded.openSpeaker(context);
}

type SpeakerOf = Awaited<ReturnType<SpeechVendor["openSpeaker"]>>;
