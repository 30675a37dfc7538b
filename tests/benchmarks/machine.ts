import { cpus, loadavg, totalmem } from "node:os";

/** What the numbers were measured on: they compare only with numbers of the same. */
export function machine() {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    /** Of the last minute. Above the number of cores others were at work as well: trust ratios and counts then. */
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
