import { APIConnectionError, type APIConnectOptions, isAPIError, shortuuid, tts } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import { type Clause, clauseSplitter } from "../../../shared/voice/spoken/index.ts";
import { framer } from "./framer.ts";
import { withoutLeadingSilence } from "./silence.ts";

/** Speaks one clause at a time. */
export interface ClauseVoice {
  readonly provider: string;
  readonly model: string;
  readonly sampleRate: number;
  /**
   * 16-bit mono samples, in as many parts as they become ready. Ends early on `signal`.
   * @throws APIError to be asked again if it is retryable; any other error is final
   */
  speak(clause: string, signal: AbortSignal): AsyncIterable<Int16Array>;
  /** Frees what the voice holds. */
  close?(): Promise<void>;
}

/**
 * LiveKit's port over a voice that speaks clauses: the first clause is spoken while the rest is still being written, and
 * leading silence is left out. A clause that failed before its first sound is asked for again; none is spoken twice.
 */
export class ClauseTts extends tts.TTS {
  label: string;
  #voice: ClauseVoice;

  constructor(voice: ClauseVoice) {
    super(voice.sampleRate, 1, { streaming: true });
    this.#voice = voice;
    this.label = `${voice.provider}.tts`;
  }

  /** The voice of the next clause. Another one must have the same sample rate. */
  get voice(): ClauseVoice {
    return this.#voice;
  }

  set voice(voice: ClauseVoice) {
    if (voice.sampleRate !== this.sampleRate)
      throw new Error(`${voice.model} speaks at ${voice.sampleRate} Hz, but the call at ${this.sampleRate} Hz.`);
    this.#voice = voice;
  }

  override get provider() {
    return this.#voice.provider;
  }

  override get model() {
    return this.#voice.model;
  }

  override synthesize(text: string, connOptions?: APIConnectOptions, signal?: AbortSignal): tts.ChunkedStream {
    return new WholeSpeech(text, this, connOptions, signal);
  }

  override stream(options?: { connOptions?: APIConnectOptions }): tts.SynthesizeStream {
    return new ClauseStream(this, options?.connOptions);
  }

  override async close() {
    await this.#voice.close?.();
  }
}

/** A text that is complete. */
class WholeSpeech extends tts.ChunkedStream {
  label = "clauses.whole";
  readonly #own: ClauseTts;
  #unspoken: string[] | undefined;

  constructor(text: string, own: ClauseTts, connOptions?: APIConnectOptions, signal?: AbortSignal) {
    super(text, own, connOptions, signal);
    this.#own = own;
  }

  protected override async run() {
    const splitter = clauseSplitter();
    this.#unspoken ??= wordsOf([...splitter.push(this.inputText), ...splitter.finish()]);
    const requestId = shortuuid();
    await speakAll(this.#own.voice, this.#unspoken, this.abortSignal, (frame, final) => {
      if (!this.queue.closed) this.queue.put({ requestId, segmentId: requestId, frame, final });
    });
  }
}

/** A text that is still being written. */
class ClauseStream extends tts.SynthesizeStream {
  label = "clauses.stream";
  readonly #own: ClauseTts;
  readonly #splitter = clauseSplitter();
  readonly #unspoken: string[] = [];

  constructor(own: ClauseTts, connOptions?: APIConnectOptions) {
    super(own, connOptions);
    this.#own = own;
  }

  protected override async run() {
    const requestId = shortuuid();
    const put = (frame: AudioFrame, final: boolean) => {
      if (!this.queue.closed) this.queue.put({ requestId, segmentId: requestId, frame, final });
    };
    const speak = async () => {
      if (this.#unspoken.length > 0) this.markStarted();
      await speakAll(this.#own.voice, this.#unspoken, this.abortSignal, put);
    };
    await speak();
    for await (const piece of this.input) {
      if (this.abortSignal.aborted) return;
      this.#unspoken.push(...wordsOf(typeof piece === "symbol" ? this.#splitter.finish() : this.#splitter.push(piece)));
      await speak();
    }
    this.#unspoken.push(...wordsOf(this.#splitter.finish()));
    await speak();
    if (!this.queue.closed) this.queue.put(tts.SynthesizeStream.END_OF_STREAM);
  }
}

function wordsOf(clauses: readonly Clause[]): string[] {
  return clauses.map(({ text }) => text.trim());
}

/** Speaks the clauses in order and takes each from the list with its first sound. */
async function speakAll(
  voice: ClauseVoice,
  clauses: string[],
  signal: AbortSignal,
  put: (frame: AudioFrame, final: boolean) => void,
): Promise<void> {
  while (clauses.length > 0 && !signal.aborted) {
    const frames = framer(voice.sampleRate);
    const cut = withoutLeadingSilence(voice.sampleRate);
    const [clause = ""] = clauses;
    let held: AudioFrame | undefined;
    const pass = (ready: readonly AudioFrame[]) => {
      for (const frame of ready) {
        if (held) put(held, false);
        else clauses.shift();
        held = frame;
      }
    };
    try {
      for await (const part of voice.speak(clause, signal)) {
        if (signal.aborted) return;
        pass(frames.push(cut(part)));
      }
    } catch (error) {
      if (signal.aborted) return;
      throw asVoiceFault(error, voice.provider);
    }
    pass(frames.flush());
    if (held) put(held, clauses.length === 0);
    // A clause without a sound, such as a lone emoji.
    else clauses.shift();
  }
}

/** A fault that says nothing of retrying is final: asking a broken program again takes the caller's time. */
function asVoiceFault(error: unknown, provider: string): unknown {
  if (isAPIError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new APIConnectionError({ message: `${provider}: ${message}`, options: { retryable: false } });
}
