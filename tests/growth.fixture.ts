/** Between what linear work shows, about 8, and quadratic work, about 64. */
export const linearAtEightfold = 24;

/**
 * How many times more CPU `run` takes for a size eight times as large: the least of three rounds, or the first that
 * shows linear work. It is the CPU time of this thread, so a busy machine does not count.
 */
export function growthAtEightfold(run: (size: number) => unknown, size: number): number {
  run(8 * size); // compiled before it is measured
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && least >= linearAtEightfold; round += 1)
    least = Math.min(least, cpuOfOne(() => run(8 * size)) / cpuOfOne(() => run(size)));
  return least;
}

/** The system counts CPU time by ticks of some milliseconds, so a run is repeated until ticks make no difference. */
const measuredMicroseconds = 50_000;

function cpuOfOne(run: () => void): number {
  const before = process.threadCpuUsage();
  for (let runs = 1; ; runs += 1) {
    run();
    const { user, system } = process.threadCpuUsage(before);
    if (user + system >= measuredMicroseconds) return (user + system) / runs;
  }
}
