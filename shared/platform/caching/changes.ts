import type { Documents } from "../documents.ts";
import { sharedWatches, type Watched } from "./shared-watches.ts";

/** Whoever follows looks again after this long without a change, should a watch ever fall silent. */
const lookAgainMs = 120_000;

/**
 * Yields at once, and then after each change of one of the pages, until the signal aborts. Changes while the consumer is
 * busy are one: nothing is missed, and nothing accumulates.
 */
export async function* changes(
  documents: Documents,
  pages: readonly Watched[],
  signal: AbortSignal,
): AsyncGenerator<undefined> {
  let isDirty = true;
  let wake = () => {};
  const changed = () => {
    isDirty = true;
    wake();
  };
  const watches = sharedWatches(documents);
  const stops = pages.map((page) => watches.listen(page, changed));
  signal.addEventListener("abort", changed);
  try {
    while (!signal.aborted) {
      if (!isDirty) {
        const timer = setTimeout(changed, lookAgainMs);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        clearTimeout(timer);
        continue;
      }
      isDirty = false;
      yield undefined;
    }
  } finally {
    for (const stop of stops) stop();
    signal.removeEventListener("abort", changed);
  }
}
