/**
 * For tests that speak and listen in real time: where the machine does not run a process for a while, the sound has a gap
 * that no limit allows for. Such a test is tried up to three times, and each failure is printed. It is tried again at once,
 * because later tests may end what it needs.
 */
export function inRealTime(): void {
  import.meta.jest.retryTimes(2, { logErrorsBeforeRetry: true, waitBeforeRetry: 2_000, retryImmediately: true });
}
