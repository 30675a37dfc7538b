import type { PlayoutMessage } from "../protocol.ts";
import { type Finished, type Playout, playout } from "./playout.ts";

const sampleRate = 16_000;
const bytesPerMs = 32;

interface Bench {
  readonly out: Playout;
  readonly messages: PlayoutMessage[];
  readonly finished: Finished[];
  sentMs(): number;
}

function bench(reportsPlayout: boolean): Bench {
  const messages: PlayoutMessage[] = [];
  const finished: Finished[] = [];
  let sentBytes = 0;
  const out = playout({
    sampleRate,
    reportsPlayout,
    sink: {
      control: (message) => messages.push(message),
      audio: ({ length }) => {
        sentBytes += length;
      },
    },
    now: () => Date.now(),
    onStarted: () => undefined,
    onFinished: (each) => finished.push(each),
  });
  return { out, messages, finished, sentMs: () => sentBytes / bytesPerMs };
}

const speech = (ms: number) => Buffer.alloc(ms * bytesPerMs);
const pass = (ms: number) => import.meta.jest.advanceTimersByTime(ms);

beforeEach(() => import.meta.jest.useFakeTimers());
afterEach(() => import.meta.jest.useRealTimers());

describe("playout by the clock", () => {
  it("sends a second ahead of what plays, and ends when everything has played", () => {
    const { out, messages, finished, sentMs } = bench(false);
    out.push(speech(3_000));
    out.flush();
    expect(sentMs()).toBe(1_000);
    pass(1_000);
    expect(sentMs()).toBe(2_000);
    pass(1_900);
    expect(finished).toEqual([]);
    pass(140);
    expect(finished).toEqual([{ playedMs: 3_000, interrupted: false }]);
    expect(messages).toEqual([
      { type: "speech", segment: 1 },
      { type: "speech-end", segment: 1, ms: 3_000 },
    ]);
  });

  it("does not count the time in which nothing was there to play", () => {
    const { out, finished } = bench(false);
    out.push(speech(200));
    pass(2_000);
    out.push(speech(1_000));
    pass(300);
    out.clear();
    expect(finished).toEqual([{ playedMs: 500, interrupted: true }]);
  });

  it("stands still while it is paused", () => {
    const { out, messages, finished } = bench(false);
    out.push(speech(2_000));
    out.flush();
    pass(400);
    out.pause();
    pass(5_000);
    out.resume();
    pass(100);
    out.clear();
    expect(finished).toEqual([{ playedMs: 500, interrupted: true }]);
    expect(messages.map(({ type }) => type)).toEqual(["speech", "pause", "resume", "clear"]);
  });

  it("finishes a segment that was interrupted before anything of it was sent", () => {
    const { out, messages, finished } = bench(false);
    out.pause();
    out.push(speech(500));
    out.clear();
    expect(finished).toEqual([{ playedMs: 0, interrupted: true }]);
    expect(messages).toEqual([]);
  });
});

describe("playout by the client's reports", () => {
  const played = (segment: number, ms: number, final = false) => ({ type: "played" as const, segment, ms, final });

  it("ends a segment when the client has played it, later than the clock thinks", () => {
    const { out, finished } = bench(true);
    out.push(speech(500));
    out.flush();
    pass(800);
    out.report(played(1, 300));
    pass(400);
    expect(finished).toEqual([]);
    out.report(played(1, 500));
    pass(20);
    expect(finished).toEqual([{ playedMs: 500, interrupted: false }]);
  });

  it("takes the last report when a client does not answer a clear", () => {
    const { out, finished } = bench(true);
    out.push(speech(2_000));
    pass(600);
    out.report(played(1, 350));
    out.clear();
    pass(380);
    expect(finished).toEqual([]);
    pass(40);
    expect(finished).toEqual([{ playedMs: 350, interrupted: true }]);
  });

  it("goes on by the clock with a client that stopped reporting", () => {
    const { out, finished } = bench(true);
    out.push(speech(500));
    out.flush();
    pass(5_400);
    expect(finished).toEqual([]);
    pass(200);
    expect(finished).toEqual([{ playedMs: 500, interrupted: false }]);
    out.push(speech(500));
    out.flush();
    pass(540);
    expect(finished).toHaveLength(2);
  });

  it("ignores reports of an earlier segment, and of more than was sent", () => {
    const { out, finished } = bench(true);
    out.push(speech(100));
    out.flush();
    out.report(played(1, 100));
    pass(140);
    out.push(speech(400));
    out.report(played(1, 400));
    out.report(played(2, 9_999));
    out.clear();
    out.report(played(2, 80, true));
    expect(finished[1]).toEqual({ playedMs: 400, interrupted: true });
  });
});
