import type { PlayedReport, PlayoutMessage } from "../protocol.ts";

/** How far the sound that was sent may be ahead of what the client plays. It covers the network's stalls. */
const leadMs = 1_000;
/** A frame: small enough that little is on its way when the customer interrupts. */
const frameMs = 40;
const tickMs = 20;
/** How long the answer to `clear` may take before the last report counts. */
const clearAnswerMs = 400;
/** A client that reports nothing for so long after its segment should have ended is timed by the clock from then on. */
const lateReportMs = 5_000;

export interface PlayoutSink {
  control(message: PlayoutMessage): void;
  /** s16le, one channel. */
  audio(pcm: Buffer): void;
}

export interface Finished {
  /** What left the client's loudspeaker, in milliseconds of the segment. */
  readonly playedMs: number;
  readonly interrupted: boolean;
}

interface Segment {
  readonly id: number;
  waiting: Buffer[];
  waitingBytes: number;
  sentMs: number;
  /** Where a player is that began with the first frame and never stalls, in milliseconds. */
  clockMs: number;
  reportedMs: number;
  flushed: boolean;
  ended: boolean;
  interruptedAt: number | undefined;
  /** When the client should have played everything. */
  dueAt: number | undefined;
}

/** Sends one segment of speech at a time in real time, and knows what of it was really played. */
export interface Playout {
  push(pcm: Buffer): void;
  /** The segment is complete. */
  flush(): void;
  /** Stops at once. Nothing that waits is sent. */
  clear(): void;
  pause(): void;
  resume(): void;
  report(played: PlayedReport): void;
  close(): void;
}

/**
 * A segment lasts from the first `push` to `onFinished`, and the next one begins with the next `push`. With
 * `reportsPlayout` the client's reports tell what was played, within what was sent. Otherwise a clock does: a player
 * that starts with the first frame and waits when it has nothing.
 */
export function playout(options: {
  readonly sampleRate: number;
  readonly reportsPlayout: boolean;
  readonly sink: PlayoutSink;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  onStarted(): void;
  onFinished(finished: Finished): void;
}): Playout {
  const { sink, now } = options;
  const bytesPerMs = (options.sampleRate * 2) / 1000;
  let trustsReports = options.reportsPlayout;
  let segments = 0;
  let segment: Segment | undefined;
  let paused = false;
  let timer: NodeJS.Timeout | undefined;
  let tickedAt = 0;

  function begin(): Segment {
    segments += 1;
    tickedAt = now();
    timer = setInterval(tick, tickMs);
    return {
      id: segments,
      waiting: [],
      waitingBytes: 0,
      sentMs: 0,
      clockMs: 0,
      reportedMs: 0,
      flushed: false,
      ended: false,
      interruptedAt: undefined,
      dueAt: undefined,
    };
  }

  function tick(): void {
    if (segment === undefined) return;
    const at = now();
    if (!paused) segment.clockMs = Math.min(segment.sentMs, segment.clockMs + at - tickedAt);
    tickedAt = at;
    if (segment.interruptedAt !== undefined) {
      if (at - segment.interruptedAt >= clearAnswerMs) finish(segment);
      return;
    }
    if (!paused) send(segment);
    if (segment.flushed && segment.waitingBytes === 0) awaitEnd(segment, at);
  }

  function send(current: Segment): void {
    while (current.waitingBytes > 0 && current.sentMs - current.clockMs < leadMs) {
      const pcm = take(current, frameMs * bytesPerMs);
      if (current.sentMs === 0) {
        sink.control({ type: "speech", segment: current.id });
        options.onStarted();
      }
      current.sentMs += pcm.length / bytesPerMs;
      sink.audio(pcm);
    }
  }

  function awaitEnd(current: Segment, at: number): void {
    if (!current.ended && current.sentMs > 0)
      sink.control({ type: "speech-end", segment: current.id, ms: Math.round(current.sentMs) });
    current.ended = true;
    if (current.clockMs < current.sentMs) return;
    current.dueAt ??= at;
    const isLate = at - current.dueAt > lateReportMs;
    // A report is in whole milliseconds.
    if (trustsReports && current.reportedMs < current.sentMs - 1 && !isLate && !paused) return;
    if (isLate) trustsReports = false;
    finish(current);
  }

  function finish(current: Segment): void {
    const interrupted = current.interruptedAt !== undefined;
    const heardMs = trustsReports ? Math.min(current.reportedMs, current.sentMs) : current.clockMs;
    segment = undefined;
    clearInterval(timer);
    options.onFinished({ playedMs: interrupted ? heardMs : current.sentMs, interrupted });
  }

  return {
    push(pcm) {
      segment ??= begin();
      if (segment.interruptedAt !== undefined) return;
      segment.waiting.push(pcm);
      segment.waitingBytes += pcm.length;
      if (!paused) send(segment);
    },
    flush() {
      if (segment !== undefined) segment.flushed = true;
    },
    clear() {
      if (segment === undefined || segment.interruptedAt !== undefined) return;
      segment.waiting = [];
      segment.waitingBytes = 0;
      segment.interruptedAt = now();
      if (segment.sentMs > 0) sink.control({ type: "clear", segment: segment.id });
      if (!trustsReports || segment.sentMs === 0) finish(segment);
    },
    pause() {
      if (paused) return;
      paused = true;
      if (segment) sink.control({ type: "pause", segment: segment.id });
    },
    resume() {
      if (!paused) return;
      paused = false;
      if (segment) sink.control({ type: "resume", segment: segment.id });
    },
    report({ segment: id, ms, final }) {
      if (segment?.id !== id) return;
      segment.reportedMs = Math.max(segment.reportedMs, Math.min(ms, segment.sentMs));
      if (segment.interruptedAt !== undefined && final) finish(segment);
    },
    close() {
      clearInterval(timer);
      segment = undefined;
    },
  };
}

/** The first bytes that wait, at most `most`, always whole samples. */
function take(from: Segment, most: number): Buffer {
  const [first = Buffer.alloc(0), ...rest] = from.waiting;
  const pcm = first.subarray(0, most);
  from.waiting = pcm.length < first.length ? [first.subarray(most), ...rest] : rest;
  from.waitingBytes -= pcm.length;
  return pcm;
}
