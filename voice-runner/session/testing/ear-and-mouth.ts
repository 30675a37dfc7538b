import { ReadableStream } from "node:stream/web";
import { voice } from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";
import { audible, loudnessOf, markedAudio, scriptRate } from "../../providers/scripted/marked-audio.ts";

const frameMs = 20;
const frameSamples = (scriptRate * frameMs) / 1_000;

/** A caller without a room: silence in real time, and the tones of a script between. */
export class CallerVoice extends voice.AudioInput {
  readonly #waiting: Int16Array[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  #sent = 0;
  /** When the first and the last voiced sample of the newest sound were sent (`performance.now()`). */
  firstVoicedAt = 0;
  lastVoicedAt = 0;

  constructor() {
    super();
    let push: ((frame: AudioFrame) => void) | undefined;
    const stream = new ReadableStream<AudioFrame>({
      start(controller) {
        push = (frame) => controller.enqueue(frame);
      },
    });
    this.multiStream.addInputStream(stream);
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - this.#startedAt) / frameMs);
      for (; this.#sent < due; this.#sent += 1) push?.(this.#nextFrame());
    }, frameMs / 2);
  }

  /** Says the script's utterance. Resolves when it has been said. */
  say(index: number, durationMs = 400): Promise<void> {
    return this.sound(markedAudio(index, durationMs));
  }

  async sound(samples: Int16Array): Promise<void> {
    this.firstVoicedAt = 0;
    for (let at = 0; at < samples.length; at += frameSamples) this.#waiting.push(samples.slice(at, at + frameSamples));
    while (this.#waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  override async close() {
    clearInterval(this.#timer);
    await super.close();
  }

  #nextFrame(): AudioFrame {
    const data = this.#waiting.shift() ?? new Int16Array(frameSamples);
    if (loudnessOf(data) > audible) {
      this.lastVoicedAt = performance.now();
      if (this.firstVoicedAt === 0) this.firstVoicedAt = this.lastVoicedAt;
    }
    return new AudioFrame(data, scriptRate, 1, data.length);
  }
}

interface Segment {
  readonly startedAt: number;
  capturedMs: number;
  isFlushed: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** An ear that hears in real time what the agent says, and notes when. */
export class CallerEar extends voice.AudioOutput {
  #segment: Segment | undefined;
  /** When the agent was first heard in each of its speeches (`performance.now()`). */
  readonly heardAt: number[] = [];
  /** When each speech ended, and whether it was cut off. */
  readonly endedAt: { readonly at: number; readonly interrupted: boolean }[] = [];

  constructor() {
    super(scriptRate);
  }

  override async captureFrame(frame: AudioFrame) {
    await super.captureFrame(frame);
    if (this.#segment === undefined) {
      const now = performance.now();
      this.#segment = { startedAt: now, capturedMs: 0, isFlushed: false, timer: undefined };
      this.heardAt.push(now);
      this.onPlaybackStarted(Date.now());
    }
    this.#segment.capturedMs += (frame.samplesPerChannel / frame.sampleRate) * 1_000;
  }

  override flush() {
    super.flush();
    const segment = this.#segment;
    if (segment === undefined || segment.isFlushed) return;
    segment.isFlushed = true;
    const left = segment.capturedMs - (performance.now() - segment.startedAt);
    segment.timer = setTimeout(() => this.#end(segment, segment.capturedMs, false), Math.max(0, left));
  }

  override clearBuffer() {
    const segment = this.#segment;
    if (segment === undefined) return;
    super.flush();
    clearTimeout(segment.timer);
    this.#end(segment, Math.min(segment.capturedMs, performance.now() - segment.startedAt), true);
  }

  #end(segment: Segment, playedMs: number, interrupted: boolean) {
    if (this.#segment === segment) this.#segment = undefined;
    this.endedAt.push({ at: performance.now(), interrupted });
    this.onPlaybackFinished({ playbackPosition: playedMs / 1_000, interrupted });
  }
}
