import { stt } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import { audible, loudnessOf, scriptRate, utteranceOf, zeroCrossings } from "./marked-audio.ts";

export interface ScriptedUtterance {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
}

export interface ScriptedSttOptions {
  /** What the tones mean, by their index. */
  readonly script: readonly ScriptedUtterance[];
  /** Silence after which it commits to a first hearing. */
  readonly eagerMs?: number;
  /** Silence after which what it heard is final. */
  readonly finalMs?: number;
  /** Called with each frame; what it throws ends the stream, as a vendor's fault does. */
  fault?(): void;
}

/** Recognises the tones of `markedAudio` by their frequency. It hears nothing in other sounds. */
export class ScriptedStt extends stt.STT {
  label = "scripted.stt";
  readonly options: ScriptedSttOptions;

  constructor(options: ScriptedSttOptions) {
    super({ streaming: true, interimResults: true });
    this.options = options;
  }

  override get provider() {
    return "scripted";
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    return Promise.reject(new Error("The scripted recogniser hears streams only."));
  }

  override stream(): stt.SpeechStream {
    return new ScriptedSpeechStream(this);
  }
}

const blockSeconds = 0.01;

class ScriptedSpeechStream extends stt.SpeechStream {
  label = "scripted.stt.stream";
  readonly #options: ScriptedSttOptions;
  #crossings = 0;
  #lastSample = 0;
  #voicedSeconds = 0;
  #silentMs = Number.POSITIVE_INFINITY;
  #words: ScriptedUtterance[] = [];
  #isEager = false;

  constructor(own: ScriptedStt) {
    super(own, scriptRate, { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 });
    this.#options = own.options;
  }

  protected override async run(): Promise<void> {
    for await (const frame of this.input) {
      if (typeof frame === "symbol") continue;
      this.#options.fault?.();
      this.#hear(frame);
    }
  }

  /** Block by block: a frame that is voice and silence would blur the tone's length, and so its frequency. */
  #hear({ data, sampleRate }: AudioFrame) {
    const samples = sampleRate * blockSeconds;
    for (let at = 0; at < data.length; at += samples) this.#hearBlock(data.subarray(at, at + samples), sampleRate);
  }

  #hearBlock(data: Int16Array, sampleRate: number) {
    const seconds = data.length / sampleRate;
    if (loudnessOf(data) > audible) {
      if (this.#silentMs > 0) this.#silentMs = 0;
      this.#isEager = false;
      this.#crossings += zeroCrossings(data, this.#lastSample);
      this.#lastSample = data.at(-1) ?? 0;
      this.#voicedSeconds += seconds;
      return;
    }
    this.#silentMs += seconds * 1_000;
    this.#endWord();
    if (this.#words.length === 0) return;
    const { eagerMs = 60, finalMs = 120 } = this.#options;
    if (this.#silentMs >= finalMs) {
      this.#report(stt.SpeechEventType.FINAL_TRANSCRIPT);
      this.#words = [];
    } else if (this.#silentMs >= eagerMs && !this.#isEager) {
      this.#isEager = true;
      this.#report(stt.SpeechEventType.PREFLIGHT_TRANSCRIPT);
    }
  }

  #endWord() {
    const index = utteranceOf(this.#crossings, this.#voicedSeconds);
    const word = index === undefined ? undefined : this.#options.script[index];
    // A shorter sound is a click.
    if (word && this.#voicedSeconds >= 0.05) this.#words.push(word);
    this.#crossings = 0;
    this.#voicedSeconds = 0;
  }

  #report(type: stt.SpeechEventType) {
    const text = this.#words.map((word) => word.text).join(" ");
    const language = this.#words.at(-1)?.language ?? "en";
    const alternative = { language, text, startTime: 0, endTime: 0, confidence: 1 } as stt.SpeechData;
    this.queue.put({ type, alternatives: [alternative] });
  }
}
