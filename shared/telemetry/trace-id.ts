import { randomBytes } from "node:crypto";

/**
 * A new trace id: the time in seconds, then 12 random bytes. The time tells everything that carries the id how old its
 * trace is. W3C's "random" flag asks for 7 random bytes at the end.
 */
export function newTraceId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000) % 2 ** 32;
  return seconds.toString(16).padStart(8, "0") + randomBytes(12).toString("hex");
}

/** The time since the trace began. */
export function ageOfTraceMs(traceId: string, nowMs: number): number {
  return nowMs - Number.parseInt(traceId.slice(0, 8), 16) * 1_000;
}
