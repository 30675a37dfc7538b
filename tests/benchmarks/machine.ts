import { cpus, loadavg, totalmem } from "node:os";

/** The machine of the measurement. Results are comparable only on the same machine. */
export function machine() {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    /** Load of the last minute. Above the number of cores, only ratios and counts are reliable. */
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
