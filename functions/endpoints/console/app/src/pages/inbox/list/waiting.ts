/** Since when a customer waits for an answer, and how it is told. Pure. */
import type { HandoffEvent, Item, Turn } from "../item.ts";
import { type Elapsed, elapsed } from "./elapsed.ts";

interface Wait {
  readonly elapsed: Elapsed;
  /** So long that it stands out. It is no promise: what is promised is told by `dueOf`. */
  readonly isLong: boolean;
}

const longMs = 10 * 60_000;

/** Undefined: nobody waits. */
export function waitOf(since: string | null, nowMs: number): Wait | undefined {
  if (since === null) return undefined;
  return { elapsed: elapsed(since, nowMs), isLong: nowMs - Date.parse(since) >= longMs };
}

interface Due {
  /** What is left, or how long it has been over. */
  readonly elapsed: Elapsed;
  readonly state: "ahead" | "soon" | "over";
}

/** From here on, what is left of the time to answer stands out. */
const soonMs = 5 * 60_000;

/** Undefined: no time is promised, or nobody waits. */
export function dueOf(at: string | null, nowMs: number): Due | undefined {
  if (at === null) return undefined;
  const leftMs = Date.parse(at) - nowMs;
  if (leftMs <= 0) return { elapsed: elapsed(at, nowMs), state: "over" };
  return {
    elapsed: elapsed(new Date(nowMs).toISOString(), Date.parse(at)),
    state: leftMs <= soonMs ? "soon" : "ahead",
  };
}

/** After something of the stream: the first of several unanswered messages counts. */
export function waitingAfter(item: Pick<Item, "waiting_since">, { kind, status, at }: HandoffEvent): string | null {
  if (kind === "reply" || status === "resolved") return null;
  return kind === "customer-wrote" ? (item.waiting_since ?? at) : item.waiting_since;
}

/** After a turn, which tells the bot's answers too. */
export function waitingAfterTurn(
  item: Pick<Item, "waiting_since">,
  { messages, reply, more, status }: Pick<Turn, "messages" | "reply" | "more" | "status">,
): string | null {
  if (reply !== null || more.length > 0 || status === "resolved") return null;
  return item.waiting_since ?? messages[0]?.at ?? null;
}
