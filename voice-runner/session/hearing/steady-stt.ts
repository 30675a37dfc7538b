import { stt, type VAD } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";

export interface SteadyPorts {
  /** Where the recogniser takes no streams, the pauses that cut them. */
  readonly vad: VAD;
  /** Its stream broke; it is started again. */
  onFault(error: unknown): void;
  /** It heard something, so it works. */
  onHeard(): void;
}

const longestPauseMs = 2_000;

/** A recogniser whose stream is started again when it breaks. LiveKit would end the call. */
export class SteadyStt extends stt.STT {
  label = "steady.stt";
  readonly inner: stt.STT;
  readonly ports: SteadyPorts;
  /** The sound that it was given, in seconds. */
  seconds = 0;

  constructor(inner: stt.STT, ports: SteadyPorts) {
    super({ ...inner.capabilities, streaming: true });
    this.inner = inner.capabilities.streaming ? inner : new stt.StreamAdapter(inner, ports.vad);
    this.ports = ports;
    // An error event without a listener would end the process, and between two streams there is no other.
    this.inner.on("error", () => undefined);
  }

  override get provider() {
    return this.inner.provider;
  }

  override get model() {
    return this.inner.model;
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    return Promise.reject(new Error("Calls are heard as streams."));
  }

  override stream(): stt.SpeechStream {
    return new SteadyStream(this);
  }
}

class SteadyStream extends stt.SpeechStream {
  label = "steady.stt.stream";
  readonly #own: SteadyStt;
  #current: stt.SpeechStream | undefined;
  #failures = 0;
  #hasEnded = false;

  constructor(own: SteadyStt) {
    super(own);
    this.#own = own;
  }

  protected override async run(): Promise<void> {
    const pumped = this.#pump();
    while (!this.#hasEnded && !this.abortSignal.aborted) {
      const error = await this.#hear();
      if (this.#hasEnded || this.abortSignal.aborted) break;
      this.#failures += 1;
      this.#own.ports.onFault(error);
      await pause(Math.min(longestPauseMs, 100 * 2 ** this.#failures), this.abortSignal);
    }
    await pumped;
  }

  /** Hands the caller's sound to whichever stream is open. What is said while none is, is lost. */
  async #pump(): Promise<void> {
    for await (const frame of this.input) {
      if (typeof frame === "symbol") continue;
      this.#own.seconds += frame.samplesPerChannel / frame.sampleRate;
      push(this.#current, frame);
    }
    this.#hasEnded = true;
    this.#current?.close();
  }

  /** Resolves with the reason when the stream ends. */
  async #hear(): Promise<unknown> {
    const { inner, ports } = this.#own;
    let reason: unknown = new Error("The recogniser ended its stream.");
    const onError = ({ error }: { readonly error: Error }) => {
      reason = error;
    };
    inner.on("error", onError);
    const stream = inner.stream();
    this.#current = stream;
    const close = () => stream.close();
    this.abortSignal.addEventListener("abort", close, { once: true });
    try {
      for await (const event of stream) {
        if (event.type === stt.SpeechEventType.FINAL_TRANSCRIPT) {
          this.#failures = 0;
          ports.onHeard();
        }
        this.queue.put(event);
      }
    } catch (error) {
      reason = error;
    } finally {
      this.#current = undefined;
      this.abortSignal.removeEventListener("abort", close);
      inner.off("error", onError);
      stream.close();
    }
    return reason;
  }
}

function push(stream: stt.SpeechStream | undefined, frame: AudioFrame) {
  try {
    stream?.pushFrame(frame);
  } catch {
    // The stream has just closed: its end is noticed where its events are read.
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
