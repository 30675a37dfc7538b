/**
 * Versions of documents: microseconds of the wall clock, unique within a process. As with Firestore's update time, a
 * document that is deleted and created again never gets an old version. A counter per document would repeat versions.
 */
export function versionClock(): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor((performance.timeOrigin + performance.now()) * 1000));
    return last;
  };
}
