/**
 * How many times longer `run` takes for a size eight times as large: about 8 where the work is linear, 64 where it is
 * quadratic. It compares the quickest of many short tries of both sizes, taken in turns: a busy machine interrupts some
 * of them and not all, and slows down both alike.
 */
export function growthAtEightfold(run: (size: number) => unknown, size: number): number {
  run(8 * size); // compiled before it is measured
  const repeats = Math.max(1, Math.ceil(1 / millisecondsOf(() => run(size))));
  let once = Number.POSITIVE_INFINITY;
  let eightfold = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 15; turn += 1) {
    once = Math.min(
      once,
      millisecondsOf(() => repeat(() => run(size), repeats)),
    );
    eightfold = Math.min(
      eightfold,
      millisecondsOf(() => repeat(() => run(8 * size), repeats)),
    );
  }
  return eightfold / once;
}

/** Between what linear and quadratic work show. */
export const linearAtEightfold = 24;

function millisecondsOf(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

function repeat(run: () => unknown, times: number): void {
  for (let time = 0; time < times; time += 1) run();
}
