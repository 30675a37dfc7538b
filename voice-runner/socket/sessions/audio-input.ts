import { ReadableStream, type ReadableStreamDefaultController } from "node:stream/web";
import { voice } from "@livekit/agents";
import { AudioFrame, AudioResampler } from "@livekit/rtc-node";

/** What recognisers and the voice detector work with. */
const sessionSampleRate = 16_000;

/** A call's microphone at the other end of a socket. Sound that arrives while the session does not hear is dropped. */
export class SocketAudioInput extends voice.AudioInput {
  private controller: ReadableStreamDefaultController<AudioFrame> | undefined;
  private readonly resampler: AudioResampler | undefined;
  private readonly sampleRate: number;
  private hears = true;

  constructor(sampleRate: number) {
    super();
    this.sampleRate = sampleRate;
    this.resampler =
      sampleRate === sessionSampleRate ? undefined : new AudioResampler(sampleRate, sessionSampleRate, 1);
    this.multiStream.addInputStream(
      new ReadableStream<AudioFrame>({
        start: (controller) => {
          this.controller = controller;
        },
      }),
    );
  }

  override setAttached(attached: boolean): void {
    this.hears = attached;
  }

  /** s16le, one channel, whole samples. */
  push(pcm: Buffer): void {
    if (!this.hears) return;
    // A copy, because a frame's samples must begin at an even offset and the socket's buffer is shared.
    const samples = new Int16Array(pcm.length / 2);
    Buffer.from(samples.buffer).set(pcm);
    const frame = new AudioFrame(samples, this.sampleRate, 1, samples.length);
    for (const each of this.resampler?.push(frame) ?? [frame]) this.controller?.enqueue(each);
  }

  override async close(): Promise<void> {
    this.controller?.close();
    this.controller = undefined;
    await super.close();
  }
}
