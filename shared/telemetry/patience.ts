/**
 * Waits for work that may hang: at most `waitMs`, and not at all for `pauseMs` after it once took longer or failed. The
 * work goes on. Never rejects.
 */
export function createPatience(
  { waitMs, pauseMs }: { readonly waitMs: number; readonly pauseMs: number },
  nowMs: () => number = () => performance.now(),
): (work: Promise<void>) => Promise<void> {
  let pausedUntilMs = 0;
  return async (work) => {
    const met = work.then(
      () => true,
      () => false,
    );
    if (nowMs() < pausedUntilMs) return;
    const late = Promise.withResolvers<false>();
    const timer = setTimeout(() => late.resolve(false), waitMs).unref();
    const inTime = await Promise.race([met, late.promise]);
    clearTimeout(timer);
    if (!inTime) pausedUntilMs = nowMs() + pauseMs;
  };
}
