import { normalizeLanguage, stt } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import type { RealtimeSide } from "./realtime-side.ts";

const sampleRate = 16_000;
/** The sound that is heard again by the recogniser which takes over: what the caller may be in the middle of. */
const mostKeptSeconds = 8;
/** The model has been told everything, and does not say that the caller has finished. */
const unfinishedMs = 4_000;
/** The transcription may come after the model's call. */
const lateWordsMs = 300;

export interface EarPorts {
  readonly side: RealtimeSide;
  /** Hears from the model's failure on. It takes streams. */
  readonly recogniser: stt.STT;
  languageOf(text: string): string;
}

/** Hears with the realtime model while it lasts, and with the recogniser from then on: no word is lost between. */
export class RealtimeEar extends stt.STT {
  label = "realtime.ear";
  readonly ports: EarPorts;
  /** What the recogniser was given, in seconds. */
  recognisedSeconds = 0;
  /** Whether the caller said something that the conversation does not have yet. */
  isOwing = false;

  constructor(ports: EarPorts) {
    super({ streaming: true, interimResults: true });
    this.ports = ports;
    // An error event without a listener ends the process.
    this.on("error", () => undefined);
    ports.recogniser.on("error", (error) => this.emit("error", error));
  }

  override get provider() {
    return this.ports.side.isActive ? this.ports.side.model.provider : this.ports.recogniser.provider;
  }

  override get model() {
    return this.ports.side.isActive ? this.ports.side.model.name : this.ports.recogniser.model;
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    return Promise.reject(new Error("Calls are heard as streams."));
  }

  override stream(): stt.SpeechStream {
    return new EarStream(this);
  }
}

class EarStream extends stt.SpeechStream {
  label = "realtime.ear.stream";
  readonly #own: RealtimeEar;
  /** Sound of what nobody has answered yet, newest last. */
  #kept: AudioFrame[] = [];
  #keptSeconds = 0;
  #words = "";
  #newest = "";
  #finishing: NodeJS.Timeout | undefined;
  #recogniser: stt.SpeechStream | undefined;
  #forwarded: Promise<void> | undefined;

  constructor(own: RealtimeEar) {
    super(own, sampleRate);
    this.#own = own;
  }

  protected override async run(): Promise<void> {
    const { side } = this.#own.ports;
    const broken = Promise.withResolvers<never>();
    broken.promise.catch(() => undefined);
    const takeOver = () => {
      clearTimeout(this.#finishing);
      this.#forwarded = this.#recognise();
      this.#forwarded.catch(broken.reject);
    };
    const unlisten = side.listen({
      words: (text) => this.#heard(text),
      finished: (heard) => this.#finish(heard),
      failed: takeOver,
    });
    if (!side.isActive) takeOver();
    try {
      await Promise.race([this.#pump(), broken.promise]);
    } finally {
      unlisten();
      clearTimeout(this.#finishing);
      this.#recogniser?.close();
    }
  }

  async #pump(): Promise<void> {
    for await (const frame of this.input) {
      if (typeof frame === "symbol") continue;
      if (this.#recogniser) {
        this.#recognisable(frame);
        continue;
      }
      this.#keep(frame);
      this.#own.ports.side.hear(frame.data);
    }
    if (this.#recogniser === undefined) return;
    this.#recogniser.endInput();
    await this.#forwarded;
  }

  #keep(frame: AudioFrame) {
    this.#kept.push(frame);
    this.#keptSeconds += secondsOf(frame);
    while (this.#keptSeconds > mostKeptSeconds) {
      const oldest = this.#kept.shift();
      if (oldest === undefined) return;
      this.#keptSeconds -= secondsOf(oldest);
    }
  }

  /** Resolves when the recogniser has said all; rejects when its stream breaks. */
  async #recognise(): Promise<void> {
    const recogniser = this.#own.ports.recogniser.stream();
    this.#recogniser = recogniser;
    for (const frame of this.#kept.splice(0)) this.#recognisable(frame);
    for await (const event of recogniser) this.#put(event);
    if (!this.input.closed) throw new Error("The recogniser ended its stream.");
  }

  #recognisable(frame: AudioFrame) {
    this.#own.recognisedSeconds += secondsOf(frame);
    try {
      this.#recogniser?.pushFrame(frame);
    } catch {
      // The stream has just closed: its end is noticed where its events are read.
    }
  }

  #heard(text: string) {
    if (this.#words === "") this.#put({ type: stt.SpeechEventType.START_OF_SPEECH });
    this.#words += text;
    this.#own.isOwing = true;
    this.#tell(stt.SpeechEventType.INTERIM_TRANSCRIPT, this.#words);
    this.#finishAfter(unfinishedMs, "");
  }

  #finish(heard: string) {
    if (this.#words.trim() !== "") this.#conclude();
    // A model may call twice for the same words.
    else if (heard.trim() !== this.#newest) this.#finishAfter(lateWordsMs, heard.trim());
  }

  #finishAfter(ms: number, heard: string) {
    clearTimeout(this.#finishing);
    this.#finishing = setTimeout(() => {
      if (this.#words.trim() === "") this.#words = heard;
      this.#conclude();
    }, ms);
  }

  #conclude() {
    clearTimeout(this.#finishing);
    const text = this.#words.trim();
    this.#words = "";
    this.#own.isOwing = false;
    if (text === "") return;
    this.#newest = text;
    this.#kept = [];
    this.#keptSeconds = 0;
    this.#tell(stt.SpeechEventType.FINAL_TRANSCRIPT, text);
    this.#put({ type: stt.SpeechEventType.END_OF_SPEECH });
  }

  #tell(type: stt.SpeechEventType.INTERIM_TRANSCRIPT | stt.SpeechEventType.FINAL_TRANSCRIPT, words: string) {
    const text = words.trim();
    const language = normalizeLanguage(this.#own.ports.languageOf(text));
    this.#put({ type, alternatives: [{ text, language, startTime: 0, endTime: 0, confidence: 1 }] });
  }

  #put(event: stt.SpeechEvent) {
    if (!this.queue.closed) this.queue.put(event);
  }
}

function secondsOf({ samplesPerChannel, sampleRate: rate }: AudioFrame): number {
  return samplesPerChannel / rate;
}
