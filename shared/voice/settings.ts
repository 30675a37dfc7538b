import { languageNamed } from "../agent/language/in-language.ts";
import { settingsOf } from "../channels/sections/section.ts";
import { voiceSections } from "../channels/sections/voice-sections.ts";
import { webVoiceSections } from "../channels/sections/web-sections.ts";
import type { TenantConfig } from "../config/index.ts";
import { renderPrompt } from "../config/prompt.ts";
import { pipelineProvider, speechMode } from "../config/sections/voice/speech-mode.ts";
import { Voice } from "../config/sections/voice.ts";
import { callPhrases } from "./call-phrases.ts";
import { ivrMenu } from "./ivr-menu.ts";
import { localeOf } from "./locale.ts";
import { voiceIdOf } from "./voice-id.ts";
import type { CallChannel, VoiceSettings } from "./voice-settings.ts";

export type { VoiceSettings } from "./voice-settings.ts";

const defaults = Voice.parse({});
const defaultTelephone = voiceSections.input.parse({ type: "voice" }).config;
const defaultWeb = webVoiceSections.input.parse({ type: "web_voice" }).config;
const defaultSpoken = voiceSections.output.parse({ type: "voice" }).config;

/** The settings of calls on a channel. A tenant without `voice` has the defaults. */
export function voiceSettings(config: TenantConfig, channel: CallChannel): VoiceSettings {
  const voice = config.voice ?? defaults;
  const inputs = config.channels.input.filter(({ enabled }) => enabled);
  const telephones = settingsOf(inputs, voiceSections.input);
  const telephone = telephones[0] ?? defaultTelephone;
  const web = settingsOf(inputs, webVoiceSections.input)[0] ?? defaultWeb;
  const outputs = config.channels.output.filter(({ enabled }) => enabled);
  const { output } = channel === "voice" ? voiceSections : webVoiceSections;
  const spoken = settingsOf(outputs, output)[0] ?? settingsOf(outputs, voiceSections.output)[0] ?? defaultSpoken;

  const { greeting, turn_detection, silence, recording, outbound, transfer } = voice;
  const language = localeOf(voice.language, voice.language);
  const supportedLanguages = [
    ...new Set([language, ...greeting.supported_languages.map((each) => localeOf(each, voice.language))]),
  ];
  const render = (text: string) => renderPrompt(text, config);
  const greetingLanguage =
    greeting.text === undefined && greeting.message !== undefined
      ? localeOf(languageOfInstruction(greeting.message) ?? language, voice.language)
      : language;
  return {
    mode: speechMode(voice),
    sttProvider: pipelineProvider(voice.stt_provider),
    ttsProvider: pipelineProvider(voice.tts_provider),
    language,
    supportedLanguages,
    languageDetection: greeting.language_detection && supportedLanguages.length > 1,
    temperature: voice.temperature,
    speed: spoken.speed,
    pitch: spoken.pitch,
    voiceId: (provider, spokenIn) =>
      voiceIdOf(voice, spoken.voice_id ?? voice.voice_id, { provider, language: spokenIn }),
    turnDetection: {
      type: turn_detection.type,
      prefixPaddingMs: turn_detection.prefix_padding_ms,
      silenceDurationMs: turn_detection.silence_duration_ms,
      threshold: turn_detection.threshold,
    },
    greeting: {
      instruction: greeting.message === undefined ? null : render(greeting.message),
      text: render(greeting.text ?? callPhrases(greetingLanguage).greeting),
      language: greetingLanguage,
    },
    maxDurationMs: (channel === "voice" ? telephone : web).max_duration * 1_000,
    silence: {
      promptAfterMs: silence.prompt_after * 1_000,
      maxPrompts: silence.max_prompts,
      prompt: (count, spokenIn) => {
        const prompts = silence.prompts.length > 0 ? silence.prompts : callPhrases(spokenIn).stillThere;
        return prompts[Math.min(count, prompts.length - 1)] ?? "";
      },
      goodbye: (spokenIn) => silence.goodbye ?? callPhrases(spokenIn).silentGoodbye,
    },
    ivr: channel === "voice" && telephone.ivr_enabled ? ivrMenu(voice.ivr, supportedLanguages) : null,
    currency: config.payments.currency,
    timeZone: config.timezone,
    monthFirst: config.date_order ? config.date_order === "month_first" : config.payments.currency === "USD",
    recording: recording.enabled
      ? {
          notice: (spokenIn) =>
            recording.announce ? (recording.notice ?? callPhrases(spokenIn).recordingNotice) : null,
          retentionDays: recording.retention_days,
          notIn: recording.not_in,
        }
      : null,
    recordDays: voice.record_days,
    outbound: {
      hours: outbound.hours,
      weekdays: outbound.weekdays,
      maxAttempts: outbound.max_attempts,
      retryMinutes: outbound.retry_minutes,
      busyMinutes: outbound.busy_minutes,
      ringMs: outbound.ring_seconds * 1_000,
      voicemailMessage:
        outbound.voicemail === "leave_message" && outbound.voicemail_message !== undefined
          ? render(outbound.voicemail_message)
          : null,
    },
    transfer: {
      mode: transfer.mode,
      transcribesOperators: transfer.transcribe_operators,
      numbers: transfer.numbers.map(({ number, type = null, department = null }) => ({ number, type, department })),
    },
    onLostAgent: voice.on_lost_agent,
    telephony: {
      phoneNumbers: [...new Set(telephones.flatMap(({ phone_numbers }) => phone_numbers))],
      sip: telephone.sip,
    },
    roomPrefix: web.room_prefix,
  };
}

/** The language that an instruction such as "Greet warmly in Hindi" names. */
function languageOfInstruction(message: string): string | undefined {
  const named = /\bin ([A-Z][a-z]+)\b/g;
  for (const [, name = ""] of message.matchAll(named)) {
    const language = languageNamed(name);
    if (language !== "en" || name === "English") return language;
  }
  return undefined;
}
