import type { SlaWatch } from "./watch.ts";

/** A model that nobody uses is asked this often: 96 times a day, in place of 1,440 times. */
export const deepEveryMinutes = 15;

export interface SeenTraffic {
  /** A turn succeeded since the last minute. */
  readonly succeeded: boolean;
  /** A turn failed since the last minute. */
  readonly failed: boolean;
}

/**
 * Whether the model is asked in this minute. Real turns that succeed show that it answers. Turns that only fail, and a model that
 * did not answer the last time, are looked into at once. Pure.
 */
export function needsDeepProbe(
  deep: SlaWatch["deep"],
  { minute, succeeded, failed }: SeenTraffic & { readonly minute: number },
): boolean {
  if (succeeded) return false;
  if (failed || deep === undefined || deep.state !== "up") return true;
  return minute - deep.minute >= deepEveryMinutes;
}
