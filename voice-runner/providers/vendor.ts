import type { stt, tts } from "@livekit/agents";
import type { Environment } from "../../shared/environment.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { VoiceSettings } from "../../shared/voice/settings.ts";

/** What a vendor is told of the call that it is to hear or speak in. */
export interface SpeechContext {
  readonly settings: VoiceSettings;
  /** The language in which the call begins, with its region (`en-IN`). */
  readonly language: string;
  /** The rate of the caller's sound: 8 kHz by telephone, 16 kHz in a browser. */
  readonly callerRate: 8_000 | 16_000;
  readonly environment: Environment;
  readonly log: Logger;
  /** The tenant's own secret, else the platform's; undefined without either. */
  optionalKey(name: string): Promise<string | undefined>;
  /** @throws TerminalError `secret-missing`, which names the secret and the remedy */
  key(name: string): Promise<string>;
}

/** A voice that can change its language in mid-call. */
export interface Speaker {
  readonly tts: tts.TTS;
  /** Holds from the next text on. */
  speakIn(language: string): void;
}

/** One supplier of speech. Its client is loaded when a call asks for it. */
export interface SpeechVendor {
  readonly name: string;
  /** Starts what takes seconds, in a process that waits for a call. A failure comes again when a call opens speech. */
  prepare?(environment: Environment): void;
  /** Null: it cannot recognise speech here, and the caller types. */
  openRecogniser(context: SpeechContext): Promise<stt.STT | null>;
  openSpeaker(context: SpeechContext): Promise<Speaker>;
}
