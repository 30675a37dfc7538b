import { tts } from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";
import { resampler } from "../../providers/resample.ts";
import { speechComparison } from "./faithful.ts";
import { BrokenSpeech, judgedSpeech, SilentSpeech, type SpeechFault, StraySpeech } from "./judged-speech.ts";
import type { RealtimeSide } from "./realtime-side.ts";

export interface VoicePorts {
  readonly side: RealtimeSide;
  /** Speaks what the model does not. */
  readonly plain: tts.TTS;
  spoken(text: string, language: string): string;
  /** Of the text that is asked for. */
  language(): string;
  onSpoken(): void;
  /** The plain voice says the text. */
  onFault(error: SpeechFault): void;
  onPlain(voice: tts.TTS, characters: number): void;
}

/** Speaks with the realtime model, judged; what it does not say as it should, the plain voice says. */
export class RealtimeVoice extends tts.TTS {
  label = "realtime.voice";
  readonly ports: VoicePorts;

  constructor(ports: VoicePorts) {
    super(ports.side.model.sampleRate, 1, { streaming: false });
    this.ports = ports;
    ports.plain.on("error", (error) => this.emit("error", error));
  }

  override get provider() {
    return this.ports.side.model.provider;
  }

  override get model() {
    return this.ports.side.model.name;
  }

  override synthesize(text: string, connOptions?: Parameters<tts.TTS["synthesize"]>[1], signal?: AbortSignal) {
    return new RealtimeSpeech(text, this, connOptions, signal);
  }

  override stream(): tts.SynthesizeStream {
    throw new Error("Lines are spoken piece by piece.");
  }
}

class RealtimeSpeech extends tts.ChunkedStream {
  label = "realtime.voice.stream";
  readonly #ports: VoicePorts;
  readonly #rate: number;
  readonly #language: string;

  constructor(
    text: string,
    own: RealtimeVoice,
    ...more: [Parameters<tts.TTS["synthesize"]>[1], AbortSignal | undefined]
  ) {
    super(text, own, ...more);
    this.#ports = own.ports;
    this.#rate = own.sampleRate;
    this.#language = own.ports.language();
  }

  protected override async run(): Promise<void> {
    const { side, spoken, onSpoken, onFault } = this.#ports;
    const text = this.inputText;
    const compare = speechComparison(text, (each) => spoken(each, this.#language));
    try {
      for await (const samples of judgedSpeech(side, text, { signal: this.abortSignal, compare })) this.#put(samples);
      onSpoken();
      return;
    } catch (error) {
      if (!isSpeechFault(error)) throw error;
      if (this.abortSignal.aborted) return;
      onFault(error);
    }
    await this.#speakPlainly(text);
  }

  async #speakPlainly(text: string): Promise<void> {
    const { plain, onPlain } = this.#ports;
    let convert: ReturnType<typeof resampler> | undefined;
    for await (const { frame } of plain.synthesize(text, undefined, this.abortSignal)) {
      convert ??= resampler(frame.sampleRate, this.#rate);
      this.#put(convert.push(frame.data));
    }
    if (convert === undefined) return;
    this.#put(convert.flush());
    onPlain(plain, text.length);
  }

  #put(samples: Int16Array) {
    if (this.queue.closed || samples.length === 0) return;
    const frame = new AudioFrame(samples, this.#rate, 1, samples.length);
    this.queue.put({ requestId: "", segmentId: "", final: false, frame });
  }
}

function isSpeechFault(error: unknown): error is SpeechFault {
  return error instanceof StraySpeech || error instanceof BrokenSpeech || error instanceof SilentSpeech;
}
