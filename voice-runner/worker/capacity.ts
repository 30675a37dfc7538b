/**
 * A process of its own carries each call, and takes about a sixth of a core with what starting it costs. Eight calls on
 * two cores were greeted late, four never (facts-voice.md, section 5), so a worker refuses before that.
 */
export const callsPerCore = 3;

/** Between 0 and 1, where 1 is full: what LiveKit compares workers by. */
export function loadOf(activeCalls: number, capacity: number): number {
  return Math.min(1, activeCalls / capacity);
}

/** @param given the calls that an installation allows, where it has measured its own */
export function capacityOf(cores: number, given: number | undefined): number {
  return given ?? Math.max(1, Math.floor(cores * callsPerCore));
}
