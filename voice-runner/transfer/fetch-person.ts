import type { VoiceSettings } from "../../shared/voice/settings.ts";
import type { CallSession } from "../session/call-session.ts";
import type { TransferNumber } from "./call-numbers.ts";
import type { Colleague, Telephone } from "./telephone.ts";
import { transferPhrases } from "./words/transfer-phrases.ts";

/** The caller on hold hears this often that the call is not forgotten. */
const comfortEveryMs = 15_000;
/** A colleague who has heard the briefing decides within this time. */
const decidesMs = 15_000;

export type Fetched =
  /** The colleague is in the call's room, and they hear each other. */
  | { readonly type: "joined"; readonly number: string; readonly colleague: Colleague }
  /** The caller's telephone was sent to the colleague's. */
  | { readonly type: "referred"; readonly number: string }
  | { readonly type: "nobody" };

export interface FetchParts {
  readonly mode: VoiceSettings["transfer"]["mode"];
  readonly numbers: readonly TransferNumber[];
  readonly session: Pick<CallSession, "say" | "hold" | "language" | "voice">;
  readonly telephone: Telephone;
  /** How long each telephone rings. */
  readonly ringMs: number;
  /** What the colleague is told before they decide. */
  briefing(): Promise<string>;
  /** Aborts when the caller is gone, or somebody else has taken the conversation. */
  readonly signal: AbortSignal;
}

/**
 * Rings the numbers one after the other until a colleague has the caller. `warm` briefs the colleague, who may decline;
 * `cold` refers the caller's telephone. Each is tried where the other is not possible. The caller is on hold meanwhile.
 */
export async function fetchPerson(parts: FetchParts): Promise<Fetched> {
  const { mode, numbers, session, signal } = parts;
  const phrases = () => transferPhrases(session.language());
  session.hold(true);
  const told = session.say(phrases().connecting, { canBeInterrupted: false });
  const comfort = setInterval(() => void session.say(phrases().stillConnecting), comfortEveryMs);
  const ways = mode === "warm" ? [ringAndBrief, refer] : [refer, ringAndBrief];
  try {
    for (const { number } of numbers)
      for (const way of ways) {
        if (way === refer) await told;
        if (signal.aborted) return { type: "nobody" };
        const outcome = await way(number, parts);
        if (outcome === "unreached") break;
        if (outcome !== "impossible") return outcome;
      }
  } finally {
    clearInterval(comfort);
    session.hold(false);
  }
  if (!signal.aborted) await session.say(phrases().notReached);
  return { type: "nobody" };
}

type WayOutcome = Exclude<Fetched, { type: "nobody" }> | "unreached" | "impossible";

async function refer(number: string, { telephone }: FetchParts): Promise<WayOutcome> {
  const outcome = await telephone.refer(number);
  return outcome === "referred" ? { type: "referred", number } : outcome;
}

async function ringAndBrief(
  number: string,
  { telephone, session, briefing, ringMs, signal }: FetchParts,
): Promise<WayOutcome> {
  // Written while it rings.
  const text = briefing();
  const colleague = await telephone.ring(number, ringMs, signal);
  if (typeof colleague === "string") return colleague;
  const answered = new AbortController();
  const stop = AbortSignal.any([signal, answered.signal, colleague.gone]);
  const decision = colleague.decision(stop);
  try {
    const keyed = decision.then(() => answered.abort());
    await Promise.race([colleague.tell(session.voice(await text, stop), stop), keyed]);
    colleague.hearSpeech();
    const accepts = await within(decidesMs, decision);
    if (accepts !== "yes" || signal.aborted) {
      await colleague.hangUp();
      return "unreached";
    }
    await colleague.join();
    return { type: "joined", number, colleague };
  } finally {
    answered.abort();
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
