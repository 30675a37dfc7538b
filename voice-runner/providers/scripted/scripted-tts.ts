import { tts } from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";
import { scriptRate, toneOf } from "./marked-audio.ts";

export interface ScriptedTtsOptions {
  readonly language?: string;
  /** How long it takes to the first sound. */
  readonly latencyMs?: number;
  readonly msPerCharacter?: number;
  /** Called with each text; what it throws is the vendor's fault. */
  fault?(text: string): void;
}

const frameMs = 20;

/** Speaks a tone as long as the text, and keeps what it was asked to say. */
export class ScriptedTts extends tts.TTS {
  label = "scripted.tts";
  readonly options: ScriptedTtsOptions;
  /** The texts, in the order in which they were asked for. */
  readonly texts: string[] = [];

  constructor(options: ScriptedTtsOptions = {}) {
    super(scriptRate, 1, { streaming: false });
    this.options = options;
  }

  override get provider() {
    return "scripted";
  }

  override synthesize(text: string, connOptions?: Parameters<tts.TTS["synthesize"]>[1], signal?: AbortSignal) {
    return new ScriptedSpeech(text, this, connOptions, signal);
  }

  override stream(): tts.SynthesizeStream {
    throw new Error("The scripted voice speaks whole texts only.");
  }
}

class ScriptedSpeech extends tts.ChunkedStream {
  label = "scripted.tts.stream";
  readonly #own: ScriptedTts;

  constructor(...[text, own, connOptions, signal]: ConstructorParameters<typeof tts.ChunkedStream>) {
    super(text, own, connOptions, signal);
    this.#own = own as ScriptedTts;
  }

  protected override async run(): Promise<void> {
    const { latencyMs = 0, msPerCharacter = 20, fault } = this.#own.options;
    fault?.(this.inputText);
    this.#own.texts.push(this.inputText);
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const durationMs = Math.max(frameMs, this.inputText.length * msPerCharacter);
    const samples = toneOf(220, durationMs, scriptRate);
    const size = (scriptRate * frameMs) / 1_000;
    for (let at = 0; at < samples.length && !this.abortSignal.aborted; at += size) {
      const data = samples.slice(at, at + size);
      const final = at + size >= samples.length;
      if (this.queue.closed) return;
      this.queue.put({ requestId: "", segmentId: "", final, frame: new AudioFrame(data, scriptRate, 1, data.length) });
    }
  }
}
