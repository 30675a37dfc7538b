/** The shortest of five times `run` takes, in milliseconds: what it costs, and not what else the machine was doing. */
export function fastestMs(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}
