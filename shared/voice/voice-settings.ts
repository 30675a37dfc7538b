import type { z } from "zod";
import type { voiceSections } from "../channels/sections/voice-sections.ts";
import type { SpeechProviderName } from "../config/sections/voice/speech.ts";
import type { PipelineProvider } from "../config/sections/voice/speech-mode.ts";
import type { IvrMenu } from "./ivr-menu.ts";

export type CallChannel = "voice" | "web_voice";

/**
 * The settings of a tenant's calls, with every default filled in. Languages are tags with a region (`hi-IN`), durations
 * milliseconds. Texts with a `language` parameter are the tenant's own, or else the platform's in that language.
 */
export interface VoiceSettings {
  readonly mode: "pipeline" | "realtime";
  readonly sttProvider: PipelineProvider;
  readonly ttsProvider: PipelineProvider;
  /** The language in which calls begin. */
  readonly language: string;
  /** `language` first, each once. The call follows the caller among them where `languageDetection` is true. */
  readonly supportedLanguages: readonly string[];
  readonly languageDetection: boolean;
  readonly temperature: number;
  /** 1 is the voice's own. */
  readonly speed: number;
  readonly pitch: number;
  /** The tenant's voice of a provider in a language; null: the provider's own default. */
  voiceId(provider: SpeechProviderName, language: string): string | null;
  readonly turnDetection: {
    readonly type: "server_vad" | "semantic_vad" | "none";
    readonly prefixPaddingMs: number;
    readonly silenceDurationMs: number;
    /** 0–1. */
    readonly threshold: number;
  };
  readonly greeting: {
    /** How the model greets; null: `text` is spoken at once. */
    readonly instruction: string | null;
    /** Spoken when the model is late, or without it. */
    readonly text: string;
    /** The language of `text`. */
    readonly language: string;
  };
  readonly maxDurationMs: number;
  readonly silence: {
    readonly promptAfterMs: number;
    readonly maxPrompts: number;
    /** `count`: how many were asked before. */
    prompt(count: number, language: string): string;
    goodbye(language: string): string;
  };
  /** Null: no menu. */
  readonly ivr: IvrMenu | null;
  readonly currency: string;
  readonly timeZone: string;
  /** Whether customers write 5/12 for 12 May. */
  readonly monthFirst: boolean;
  /** Null: calls are not recorded. `mayRecord` says whether one call may be. */
  readonly recording: {
    /** Null: the tenant has it recorded without a word. */
    notice(language: string): string | null;
    readonly retentionDays: number;
    /** Countries (ISO 3166) whose numbers are never recorded. */
    readonly notIn: readonly string[];
  } | null;
  /** How long the record of a call is kept. */
  readonly recordDays: number;
  readonly outbound: {
    /** `HH:MM` in `timeZone`; `from` is before `to`. */
    readonly hours: { readonly from: string; readonly to: string };
    readonly weekdays: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
    readonly maxAttempts: number;
    /** Until the second attempt; each further one waits twice as long. */
    readonly retryMinutes: number;
    /** Until a busy number is dialled again. */
    readonly busyMinutes: number;
    readonly ringMs: number;
    /** Said to a machine; null: hang up. */
    readonly voicemailMessage: string | null;
  };
  readonly transfer: {
    readonly mode: "warm" | "cold";
    /** What operators say in a call is written down. */
    readonly transcribesOperators: boolean;
    readonly numbers: readonly {
      readonly number: string;
      readonly type: string | null;
      readonly department: string | null;
    }[];
  };
  readonly onLostAgent: "resume" | "call_back";
  readonly telephony: {
    /** The tenant's own numbers (E.164); calls go out from the first. */
    readonly phoneNumbers: readonly string[];
    /** The carrier. `username` and `password` may name secrets (`${NAME}`). */
    readonly sip: z.output<typeof voiceSections.input>["config"]["sip"];
  };
  /** The beginning of a browser call's room name. It says nothing about the call. */
  readonly roomPrefix: string;
}
