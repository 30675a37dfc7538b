import { VAD, type VADEvent, VADEventType, VADStream } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import { audible, loudnessOf } from "./marked-audio.ts";

export interface ScriptedVadOptions {
  /** Silence that ends speech. */
  readonly silenceMs?: number;
  /** Sound that begins it. */
  readonly speechMs?: number;
}

/** Finds speech by loudness: trained detectors do not take tones for speech. */
export class ScriptedVad extends VAD {
  label = "scripted.vad";
  readonly options: ScriptedVadOptions;

  constructor(options: ScriptedVadOptions = {}) {
    super({ updateInterval: 20 });
    this.options = options;
  }

  override get minSilenceDuration() {
    return this.options.silenceMs ?? 200;
  }

  override stream(): VADStream {
    return new ScriptedVadStream(this);
  }
}

class ScriptedVadStream extends VADStream {
  readonly #own: ScriptedVad;
  #speaking = false;
  #speechMs = 0;
  #silenceMs = 0;

  constructor(own: ScriptedVad) {
    super(own);
    this.#own = own;
    void this.#run();
  }

  async #run() {
    for (;;) {
      const { done, value } = await this.inputReader.read();
      if (done) return;
      if (typeof value === "symbol") this.#speechMs = this.#silenceMs = 0;
      else this.#hear(value);
    }
  }

  #hear(frame: AudioFrame) {
    const ms = (frame.samplesPerChannel / frame.sampleRate) * 1_000;
    const isVoiced = loudnessOf(frame.data) > audible;
    this.#speechMs = isVoiced || this.#speaking ? this.#speechMs + ms : 0;
    this.#silenceMs = isVoiced ? 0 : this.#silenceMs + ms;
    const { speechMs = 40 } = this.#own.options;
    if (!this.#speaking && this.#speechMs >= speechMs) {
      this.#speaking = true;
      this.#send(VADEventType.START_OF_SPEECH, frame, isVoiced);
    }
    this.#send(VADEventType.INFERENCE_DONE, frame, isVoiced);
    if (this.#speaking && this.#silenceMs >= this.#own.minSilenceDuration) {
      this.#speaking = false;
      this.#send(VADEventType.END_OF_SPEECH, frame, isVoiced);
      this.#speechMs = 0;
    }
  }

  #send(type: VADEventType, frame: AudioFrame, isVoiced: boolean) {
    const event: VADEvent = {
      type,
      samplesIndex: 0,
      timestamp: Date.now(),
      speechDuration: this.#speechMs,
      silenceDuration: this.#silenceMs,
      frames: [frame],
      probability: isVoiced ? 1 : 0,
      inferenceDuration: 0,
      speaking: this.#speaking,
      rawAccumulatedSilence: this.#silenceMs,
      rawAccumulatedSpeech: isVoiced ? this.#speechMs : 0,
    };
    this.sendVADEvent(event);
  }
}
