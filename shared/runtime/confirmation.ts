import { unlessAborted } from "./failures/deadline.ts";

/**
 * Resolves with `confirmed`, or at once without one.
 * @throws the signal's reason, when the signal aborts first
 */
export async function whenConfirmed({
  confirmed,
  signal,
}: {
  readonly confirmed?: Promise<unknown>;
  readonly signal?: AbortSignal;
}): Promise<void> {
  if (confirmed === undefined) return;
  await (signal ? unlessAborted(signal, () => confirmed) : confirmed);
}
