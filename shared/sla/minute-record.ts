/**
 * What is known of a minute. `up`, `down`: a probe's result. `unknown`: the monitor could not tell. `none`: nothing was
 * recorded, because the monitor did not run.
 */
export type MinuteState = "up" | "down" | "unknown" | "none";

export interface MinuteRecord {
  readonly state: MinuteState;
  /** Real turns of the minute, and those of them that failed. */
  readonly requests: number;
  readonly errors: number;
}

const letters: Readonly<Record<MinuteState, string>> = { up: "u", down: "d", unknown: "?", none: "." };
const states: Readonly<Record<string, MinuteState>> = { u: "up", d: "down", "?": "unknown", ".": "none" };

export const dayMinutes = 1_440;
export const emptyRecord: MinuteRecord = { state: "none", requests: 0, errors: 0 };

/** A day of minutes in UTC as it is stored: a letter for each minute, and the minutes with traffic as `minute:requests:errors`. */
export interface StoredDay {
  readonly states: string;
  readonly traffic: string;
}

export const emptyDay: StoredDay = { states: letters.none.repeat(dayMinutes), traffic: "" };

/** The day of a minute, `2026-11-29`, and its first minute. */
export function dayOf(minute: number): { readonly day: string; readonly first: number } {
  const first = Math.floor(minute / dayMinutes) * dayMinutes;
  return { day: new Date(first * 60_000).toISOString().slice(0, 10), first };
}

/** The records of a stored day, by the minute of the day. */
export function readDay({ states: written, traffic }: StoredDay): MinuteRecord[] {
  const records = Array.from({ length: dayMinutes }, (_, at) => ({
    ...emptyRecord,
    state: states[written[at] ?? "."] ?? "none",
  }));
  for (const entry of traffic.split(" ")) {
    const [at = Number.NaN, requests = 0, errors = 0] = entry.split(":").map(Number);
    const record = records[at];
    if (record) records[at] = { ...record, requests, errors };
  }
  return records;
}

/** The day with this minute's record in place of what it held. */
export function withMinute(day: StoredDay, at: number, { state, requests, errors }: MinuteRecord): StoredDay {
  const kept = day.traffic.split(" ").filter((entry) => entry !== "" && Number(entry.split(":")[0]) !== at);
  const entries = requests > 0 || errors > 0 ? [...kept, `${at}:${requests}:${errors}`] : kept;
  return {
    states: `${day.states.slice(0, at)}${letters[state]}${day.states.slice(at + 1)}`,
    traffic: entries.join(" "),
  };
}
