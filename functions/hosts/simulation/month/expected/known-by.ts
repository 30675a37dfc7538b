import type { RawConversation } from "../raw-records.ts";
import { collectEvery, dayMinutes, type Script } from "../script.ts";
import type { StoredTurn } from "../turns.ts";

const minuteMs = 60_000;
/** So long after a session's last known turn it is looked whether it is over. */
const looksAfter = [30, 120, 480];

/** The collection of a minute, or the next one. */
export function collectedBy(minute: number): number {
  return minute - (minute % collectEvery) + collectEvery - 1;
}

/** The first collection (59 s into its minute) at or after a moment of the month. */
function collectedAt(ms: number): number {
  return collectedBy(Math.max(0, Math.ceil((ms - 59_000) / minuteMs)));
}

/** Once in a day and ten minutes, a day's turns are looked through again. */
function thoroughBy(minute: number): number {
  const every = dayMinutes + collectEvery;
  const first = collectEvery - 1;
  return first + Math.max(1, Math.ceil((minute - first) / every)) * every;
}

function storedAt({ startMs, minutes }: Script, { plan, turns }: RawConversation, turn: StoredTurn): number {
  const isLate = turn === turns.at(-1) && turn.status === "resolved" && turn.by === null;
  const minute = Math.floor((Date.parse(turn.at) - startMs) / minuteMs);
  return Math.min(minute + (isLate ? plan.lateBy : 0), minutes - 1);
}

const isLateTurn = ({ plan, turns }: RawConversation, turn: StoredTurn) =>
  plan.lateBy > 0 && turn === turns.at(-1) && turn.status === "resolved" && turn.by === null;

/** The collection that counts a turn. A late one is found where a day is looked through again. */
export function turnCounted(script: Script, conversation: RawConversation, turn: StoredTurn): number {
  const stored = storedAt(script, conversation, turn);
  return within(script, isLateTurn(conversation, turn) ? thoroughBy(stored) : collectedBy(stored));
}

/** The collection that finds a session over: with its resolution, or when it was silent for a day. */
export function sessionEnded(script: Script, conversation: RawConversation): number {
  const { turns } = conversation;
  const last = turns.at(-1);
  if (last === undefined) return Number.POSITIVE_INFINITY;
  const sinceStart = (turn: StoredTurn) => Date.parse(turn.at) - script.startMs;
  if (last.status !== "resolved") return within(script, collectedAt(sinceStart(last) + (dayMinutes + 1) * minuteMs));
  const stored = storedAt(script, conversation, last);
  if (!isLateTurn(conversation, last)) return within(script, collectedBy(stored));
  const before = turns.at(-2);
  const looks = looksAfter.map((after) => collectedAt((before ? sinceStart(before) : 0) + after * minuteMs));
  return within(script, Math.min(thoroughBy(stored), ...looks.filter((minute) => minute >= stored)));
}

/** When the judge of a session's evaluation voted. After the played minutes, the hour in which silence was found. */
export function votedAt({ startMs, minutes }: Script, ended: number, lastAt: string): number {
  if (ended !== Number.POSITIVE_INFINITY) return startMs + ended * minuteMs;
  const silentMs = Date.parse(lastAt) - startMs + (dayMinutes + 1) * minuteMs;
  const hours = Math.max(1, Math.ceil((silentMs - minutes * minuteMs) / (60 * minuteMs)));
  return startMs + (minutes + hours * 60) * minuteMs;
}

function within({ minutes }: Script, minute: number): number {
  return minute < minutes ? minute : Number.POSITIVE_INFINITY;
}
