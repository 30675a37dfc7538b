import {
  APIConnectionError,
  type APIConnectOptions,
  inference,
  normalizeLanguage,
  stt,
  type VADEvent,
  VADEventType,
} from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";

/** Recognises one utterance that is over. */
export interface UtteranceRecogniser {
  readonly provider: string;
  readonly model: string;
  /** 16-bit mono samples at 16 kHz. An empty text: nobody spoke. `language` is `hi`. */
  recognise(samples: Int16Array, signal: AbortSignal): Promise<{ readonly text: string; readonly language: string }>;
}

const sampleRate = 16_000;
/** Recognition begins after so short a pause, because it takes 100–300 ms; most pauses this long end an utterance. */
const eagerPauseMs = 64;
/** What was recognised is final after so long a pause. */
const finalPauseMs = 192;
/** The activity model judges windows of 512 samples. */
const windowMs = 32;
/** About 300 ms from before the model is sure of speech: the first consonants. */
const windowsBefore = 10;

/**
 * LiveKit's port over a recogniser of whole utterances. It hears eagerly: at a short pause it recognises what was said so
 * far and reports it as a preflight transcript, with which the session may think ahead; at a longer one as final. Speech
 * that goes on after the short pause is recognised anew, together with what was before.
 */
export class UtteranceStt extends stt.STT {
  label: string;
  readonly recogniser: UtteranceRecogniser;

  constructor(recogniser: UtteranceRecogniser) {
    super({ streaming: true, interimResults: true });
    this.recogniser = recogniser;
    this.label = `${recogniser.provider}.stt`;
  }

  override get provider() {
    return this.recogniser.provider;
  }

  override get model() {
    return this.recogniser.model;
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    return Promise.reject(new Error("This recogniser hears streams: use stream()."));
  }

  override stream(options?: { connOptions?: APIConnectOptions }): stt.SpeechStream {
    return new UtteranceStream(this, options?.connOptions);
  }
}

class UtteranceStream extends stt.SpeechStream {
  label = "utterance.stt.stream";
  readonly #recogniser: UtteranceRecogniser;
  /** The sound of this utterance, its pauses included; before it begins, the last moments. */
  #sound: Int16Array[] = [];
  #isInUtterance = false;
  #isSpeaking = false;
  /** The newest recognition of this utterance, and whether it was reported. */
  #heard: { readonly result: Promise<stt.SpeechData | null>; silentMs: number } | undefined;

  constructor(own: UtteranceStt, connOptions?: APIConnectOptions) {
    super(own, sampleRate, connOptions);
    this.#recogniser = own.recogniser;
  }

  protected override async run(): Promise<void> {
    const activity = new inference.VAD({ minSilenceDuration: eagerPauseMs, prefixPaddingDuration: 0 }).stream();
    const window = (windowMs * sampleRate) / 1_000;
    let fed = 0;
    let lastWindow = Number.POSITIVE_INFINITY;
    const push = (frame: AudioFrame) => {
      fed += frame.samplesPerChannel;
      activity.pushFrame(frame);
    };
    const feed = async () => {
      for await (const frame of this.input) if (typeof frame !== "symbol") push(frame);
      // LiveKit's activity stream never says that it is through. Silence at the end makes the last utterance final.
      const silence = new Int16Array(window * Math.ceil((eagerPauseMs + finalPauseMs) / windowMs + 2));
      lastWindow = Math.floor((fed + silence.length) / window);
      push(new AudioFrame(silence, sampleRate, 1, silence.length));
    };
    const listen = async () => {
      let windows = 0;
      for await (const event of activity) {
        if (this.abortSignal.aborted) return;
        await this.#follow(event);
        if (event.type === VADEventType.INFERENCE_DONE) windows += 1;
        if (windows >= lastWindow) return;
      }
    };
    try {
      await Promise.all([feed(), listen()]);
    } finally {
      activity.close();
    }
  }

  async #follow(event: VADEvent): Promise<void> {
    switch (event.type) {
      case VADEventType.START_OF_SPEECH:
        if (!this.#isInUtterance) this.#put({ type: stt.SpeechEventType.START_OF_SPEECH });
        this.#isInUtterance = true;
        this.#isSpeaking = true;
        this.#heard = undefined;
        return;
      case VADEventType.END_OF_SPEECH:
        this.#isSpeaking = false;
        this.#hear(event.silenceDuration);
        return;
      case VADEventType.INFERENCE_DONE:
        this.#sound.push(...event.frames.map(({ data }) => data.slice()));
        if (!this.#isInUtterance) this.#sound = this.#sound.slice(-windowsBefore);
        if (this.#isSpeaking || !this.#heard) return;
        this.#heard.silentMs += windowMs;
        if (this.#heard.silentMs >= finalPauseMs) await this.#finish();
        return;
      default:
    }
  }

  #hear(silentMs: number): void {
    const heard = { result: this.#recognise(), silentMs };
    this.#heard = heard;
    heard.result.then(
      (data) => {
        if (this.#heard === heard && data) this.#report(stt.SpeechEventType.PREFLIGHT_TRANSCRIPT, data);
      },
      // `#finish` awaits the same promise, and tells of it.
      () => {},
    );
  }

  /** Null: nobody spoke. */
  async #recognise(): Promise<stt.SpeechData | null> {
    const samples = joined(this.#sound);
    const { text, language } = await this.#recogniser.recognise(samples, this.abortSignal);
    if (text === "") return null;
    const endTime = samples.length / sampleRate;
    return { text, language: normalizeLanguage(language), startTime: 0, endTime, confidence: 1 };
  }

  async #finish(): Promise<void> {
    const heard = this.#heard;
    const audioDuration = joined(this.#sound).length / sampleRate;
    this.#sound = [];
    this.#isInUtterance = false;
    this.#heard = undefined;
    let data: stt.SpeechData | null | undefined;
    try {
      data = await heard?.result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new APIConnectionError({ message: `${this.#recogniser.model}: ${message}` });
    }
    if (data) this.#report(stt.SpeechEventType.FINAL_TRANSCRIPT, data);
    this.#put({ type: stt.SpeechEventType.END_OF_SPEECH });
    this.#put({ type: stt.SpeechEventType.RECOGNITION_USAGE, recognitionUsage: { audioDuration } });
  }

  #report(type: stt.SpeechEventType, data: stt.SpeechData): void {
    this.#put({ type, alternatives: [data] });
  }

  #put(event: stt.SpeechEvent): void {
    if (!this.queue.closed) this.queue.put({ requestId: "", ...event });
  }
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
