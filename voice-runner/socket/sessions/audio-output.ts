import { voice } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import type { PlayedReport } from "../protocol.ts";
import { type PlayoutSink, playout } from "./playout.ts";

/** A call's loudspeaker at the other end of a socket. One segment plays at a time. */
export class SocketAudioOutput extends voice.AudioOutput {
  private readonly playout;

  constructor(options: {
    readonly sampleRate: number;
    readonly reportsPlayout: boolean;
    readonly sink: PlayoutSink;
    /** Milliseconds that only go forward. */
    readonly now: () => number;
  }) {
    super(options.sampleRate, undefined, { pause: true });
    this.playout = playout({
      ...options,
      onStarted: () => this.onPlaybackStarted(Date.now()),
      onFinished: ({ playedMs, interrupted }) =>
        this.onPlaybackFinished({ playbackPosition: playedMs / 1000, interrupted }),
    });
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    // A flushed segment may still play. Its end is told before the next one begins.
    if (!this.isCapturing) await this.waitForPlayout();
    this.isCapturing = true;
    await super.captureFrame(frame);
    this.playout.push(Buffer.from(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength));
  }

  private isCapturing = false;

  override flush(): void {
    super.flush();
    this.isCapturing = false;
    this.playout.flush();
  }

  /** Ends the segment too: what is captured next is a new one. */
  override clearBuffer(): void {
    this.flush();
    this.playout.clear();
  }

  override pause(): void {
    this.playout.pause();
  }

  override resume(): void {
    this.playout.resume();
  }

  /** What the client says it has played. */
  played(report: PlayedReport): void {
    this.playout.report(report);
  }

  /** Nothing is sent any more. */
  close(): void {
    this.clearBuffer();
    this.playout.close();
  }
}
