/**
 * Versions of documents: microseconds of the wall clock, never the same twice in a process. Like Firestore's
 * update time, a document that is deleted and made again does not get an old version back, as a counter per
 * document would give it.
 */
export function versionClock(): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor((performance.timeOrigin + performance.now()) * 1000));
    return last;
  };
}
