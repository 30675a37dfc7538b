/** Silence that sounds like a broken line. */
const firstAfterMs = 1_200;
const nextAfterMs = 6_000;

/** Says something while a tool runs, at growing intervals, until it has ended. */
export interface Filler {
  started(say: (count: number) => void): void;
  ended(): void;
  /** The turn is over, whatever runs. */
  stop(): void;
}

export function createFiller(): Filler {
  let timer: NodeJS.Timeout | undefined;
  let running = 0;
  function wait(say: (count: number) => void, count: number) {
    timer = setTimeout(
      () => {
        say(count);
        wait(say, count + 1);
      },
      count === 0 ? firstAfterMs : nextAfterMs,
    );
  }
  return {
    started(say) {
      running += 1;
      if (running === 1) wait(say, 0);
    },
    ended() {
      running = Math.max(0, running - 1);
      if (running === 0) clearTimeout(timer);
    },
    stop() {
      running = 0;
      clearTimeout(timer);
    },
  };
}
