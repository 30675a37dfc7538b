import { cpus, totalmem } from "node:os";

/** What the numbers were measured on: they compare only with numbers of the same. */
export function machine() {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
  };
}
