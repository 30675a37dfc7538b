import { getHeapStatistics } from "node:v8";

/**
 * The bytes that a cache may hold: a share of the most that this process's heap may grow to. Node derives that from the
 * instance's memory, so a larger instance remembers more tenants.
 */
export function cacheBytes(share: number, heapLimitBytes: number = getHeapStatistics().heap_size_limit): number {
  return Math.max(minBytes, Math.floor(heapLimitBytes * share));
}

const minBytes = 4 * 1024 * 1024;
