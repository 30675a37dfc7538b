import type { RealtimeSide } from "./realtime-side.ts";

/** A shorter sound may be a cough. */
const leastSpeechMs = 500;
const patienceMs = 5_000;
const mostInARow = 2;

/** Notices that the caller speaks and the model hears nothing, again and again. */
export function deafWatch(side: RealtimeSide, onDeaf: () => void) {
  let startedAt = 0;
  let missed = 0;
  let timer: NodeJS.Timeout | undefined;
  const heard = () => {
    clearTimeout(timer);
    missed = 0;
    startedAt = performance.now();
  };
  const stop = () => clearTimeout(timer);
  const unlisten = side.listen({ words: heard, finished: heard, failed: stop });
  return {
    callerIs(state: "speaking" | "silent") {
      const now = performance.now();
      if (state === "speaking") startedAt = now;
      clearTimeout(timer);
      if (state === "speaking" || !side.isActive || now - startedAt < leastSpeechMs) return;
      timer = setTimeout(() => {
        missed += 1;
        if (missed >= mostInARow) onDeaf();
      }, patienceMs);
    },
    stop() {
      unlisten();
      stop();
    },
  };
}
