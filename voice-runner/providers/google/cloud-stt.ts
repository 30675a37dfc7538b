import type { protos, SpeechClient } from "@google-cloud/speech";
import { type APIConnectOptions, normalizeLanguage, stt } from "@livekit/agents";
import { grpcCodeOf, grpcCodes, grpcFault } from "./grpc-fault.ts";

type Response = protos.google.cloud.speech.v1.IStreamingRecognizeResponse;
type Result = protos.google.cloud.speech.v1.IStreamingRecognitionResult;

export interface CloudSttOptions {
  readonly client: SpeechClient;
  /** `hi-IN`: the likeliest first. Google hears at most four in one stream. */
  readonly languages: readonly string[];
  readonly sampleRate: 8_000 | 16_000;
  /** A stream is replaced after so long. Google ends one after 305 s ("Quotas and limits", Cloud Speech-to-Text). */
  readonly streamMs?: number;
}

/** "Enable language recognition": three alternatives besides the language itself. */
const mostAlternatives = 3;
/** Replaced at the first pause after this, long before Google's end. */
const usualStreamMs = 240_000;
/** A stream that no pause ends is replaced in mid-sentence now. */
const graceMs = 50_000;

/** Cloud Speech-to-Text, streaming, with interim results, in the language that the caller speaks. */
export class CloudStt extends stt.STT {
  label = "google.cloud.stt";
  readonly options: CloudSttOptions;

  constructor(options: CloudSttOptions) {
    super({ streaming: true, interimResults: true });
    this.options = options;
  }

  override get provider() {
    return "google";
  }

  override get model() {
    return "speech-v1";
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    return Promise.reject(new Error("Cloud Speech-to-Text hears streams here: use stream()."));
  }

  override stream(options?: { connOptions?: APIConnectOptions }): stt.SpeechStream {
    return new CloudStream(this, options?.connOptions);
  }

  override async close() {
    await this.options.client.close();
  }
}

/** One connection to Google, while it lasts. */
interface Connection {
  readonly openedAt: number;
  send(sound: Uint8Array): void;
  end(): void;
  /** Resolves when Google has said all; rejects with its fault. */
  readonly ended: Promise<void>;
}

class CloudStream extends stt.SpeechStream {
  label = "google.cloud.stt.stream";
  readonly #options: CloudSttOptions;
  #isSpeaking = false;

  constructor(own: CloudStt, connOptions?: APIConnectOptions) {
    super(own, own.options.sampleRate, connOptions);
    this.#options = own.options;
  }

  protected override async run(): Promise<void> {
    let connection: Connection | undefined;
    let fault: unknown;
    const ending: Promise<void>[] = [];
    const open = () => {
      const opened = this.#connect();
      // The next frame tells of a fault; here it only must not go unheard.
      ending.push(
        opened.ended.then(
          () => {
            if (connection === opened) connection = undefined;
          },
          (error: unknown) => {
            if (connection === opened) connection = undefined;
            fault ??= error;
          },
        ),
      );
      return opened;
    };
    try {
      for await (const frame of this.input) {
        if (fault !== undefined) throw fault;
        if (typeof frame === "symbol") continue;
        if (connection && this.#isOld(connection)) {
          connection.end();
          connection = undefined;
        }
        connection ??= open();
        connection.send(new Uint8Array(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength));
        this.#count(frame.samplesPerChannel / frame.sampleRate);
      }
      connection?.end();
      await Promise.all(ending);
      if (fault !== undefined) throw fault;
    } catch (error) {
      connection?.end();
      throw error;
    }
  }

  #isOld({ openedAt }: Connection): boolean {
    const age = Date.now() - openedAt;
    const { streamMs = usualStreamMs } = this.#options;
    return this.#isSpeaking ? age > streamMs + graceMs : age > streamMs;
  }

  #connect(): Connection {
    const { client, languages, sampleRate } = this.#options;
    const [languageCode = "en-IN", ...others] = languages;
    const stream = client.streamingRecognize({
      config: {
        encoding: "LINEAR16",
        sampleRateHertz: sampleRate,
        audioChannelCount: 1,
        languageCode,
        alternativeLanguageCodes: others.slice(0, mostAlternatives),
        enableAutomaticPunctuation: true,
      },
      interimResults: true,
    });
    const ended = new Promise<void>((resolve, reject) => {
      stream.on("data", (response: Response) => {
        if (response.error) reject(grpcFault("Cloud Speech-to-Text", response.error));
        for (const result of response.results ?? []) this.#report(result);
      });
      stream.on("end", resolve);
      stream.on("error", (error: unknown) => {
        // Its limit of time, or no sound for a while: the next frame opens another one.
        const isLimit = grpcCodeOf(error) === grpcCodes.outOfRange || grpcCodeOf(error) === grpcCodes.cancelled;
        if (isLimit) resolve();
        else reject(grpcFault("Cloud Speech-to-Text", error));
      });
    });
    this.abortSignal.addEventListener("abort", () => stream.destroy(), { once: true });
    return {
      openedAt: Date.now(),
      ended,
      send: (sound) => {
        if (stream.writable) stream.write(sound);
      },
      end: () => {
        if (stream.writable) stream.end();
      },
    };
  }

  #report({ alternatives, isFinal, languageCode, resultEndTime }: Result): void {
    const [best] = alternatives ?? [];
    const text = best?.transcript?.trim() ?? "";
    if (text === "") return;
    if (!this.#isSpeaking) this.#put({ type: stt.SpeechEventType.START_OF_SPEECH });
    this.#isSpeaking = !isFinal;
    const endTime = Number(resultEndTime?.seconds ?? 0) + (resultEndTime?.nanos ?? 0) / 1e9;
    const language = normalizeLanguage(languageCode || (this.#options.languages[0] ?? "en-IN"));
    const data = { text, language, startTime: 0, endTime, confidence: best?.confidence ?? 0 };
    const { FINAL_TRANSCRIPT, INTERIM_TRANSCRIPT, END_OF_SPEECH } = stt.SpeechEventType;
    this.#put({ type: isFinal ? FINAL_TRANSCRIPT : INTERIM_TRANSCRIPT, alternatives: [data] });
    if (isFinal) this.#put({ type: END_OF_SPEECH });
  }

  #unbilled = 0;

  /** The sound sent, told every five seconds. */
  #count(seconds: number): void {
    this.#unbilled += seconds;
    if (this.#unbilled < 5) return;
    this.#put({ type: stt.SpeechEventType.RECOGNITION_USAGE, recognitionUsage: { audioDuration: this.#unbilled } });
    this.#unbilled = 0;
  }

  #put(event: stt.SpeechEvent): void {
    if (!this.queue.closed) this.queue.put({ requestId: "", ...event });
  }
}
