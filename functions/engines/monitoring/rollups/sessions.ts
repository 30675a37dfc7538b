import { sessionIdleMs } from "../../../../shared/contracts/conversation/conversation-session.ts";
import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import type { ConversationMeasured } from "../../../../shared/events/index.ts";
import type { Meter, Session } from "./documents.ts";
import { kindOf, type MeasuredTurn } from "./measure-turn.ts";

/** What a session's change adds to the conversations of a day. */
export interface SessionNews {
  readonly at: string;
  readonly agent: Session["agent"];
  readonly conversations: { begun?: 1; ended?: 1; resolved?: 1; handedOver?: 1; contained?: 1 };
}

export interface Metered {
  readonly meter: Meter;
  readonly news: readonly SessionNews[];
  readonly ended: readonly ConversationMeasured[];
}

/** A session without news is looked at again after these times, until it has been silent for a day. */
const lookAfterMs = [30, 120, 480].map((minutes) => minutes * 60_000);

/** The meter after the conversation's next turn. Pure. */
export function afterTurn(before: Meter, turn: TurnMeasures, measured: MeasuredTurn): Metered {
  const startedAt = turn.sessionAt ?? before.session?.startedAt ?? turn.at;
  const isNew = before.session === null || beginsAnother(before.session, turn);
  const closed =
    isNew && before.session?.endedAt === null ? endSession(before, outcomeBetween(before.session, turn)) : null;
  const begun: Session | null = isNew
    ? {
        startedAt: turn.sessionAt ?? turn.at,
        lastAt: turn.at,
        agent: turn.config,
        endedAt: null,
        handedOver: false,
        turns: 0,
        guardEvents: 0,
        errors: 0,
        costNanoUsd: 0,
      }
    : null;
  const session = begun ?? before.session ?? neverReached(startedAt);
  const handsOver = turn.status === "escalated" || turn.escalationReason !== null || turn.by !== null;
  const kind = kindOf(turn);
  const next: Session = {
    ...session,
    lastAt: [session.lastAt, turn.at].toSorted()[1] ?? turn.at,
    handedOver: session.handedOver || handsOver,
    turns: session.turns + (kind === "agent" ? 1 : 0),
    guardEvents: session.guardEvents + turn.guardFindings.length,
    errors: session.errors + measured.errors,
    costNanoUsd: session.costNanoUsd + measured.costNanoUsd,
  };
  const meter: Meter = {
    ...before,
    counted: turn.index,
    session: next,
    checkAt: next.endedAt === null ? lookAt(next.lastAt, lookAfterMs[0] ?? 0) : null,
    costNanoUsd: before.costNanoUsd + measured.costNanoUsd,
  };
  const news: SessionNews[] = [
    ...(closed?.news ?? []),
    ...(begun ? [{ at: turn.at, agent: next.agent, conversations: { begun: 1 as const } }] : []),
    ...(next.handedOver && !session.handedOver
      ? [{ at: turn.at, agent: next.agent, conversations: { handedOver: 1 as const } }]
      : []),
  ];
  const ended = closed?.ended ?? [];
  if (turn.status !== "resolved" || next.endedAt !== null) return { meter, news, ended };
  const over = endSession(meter, { at: turn.at, outcome: "resolved" });
  return { meter: over.meter, news: [...news, ...over.news], ended: [...ended, ...over.ended] };
}

function neverReached(startedAt: string): never {
  throw new Error(`A meter without a session begins one, at ${startedAt}.`);
}

/** Turns of older releases do not name their session: a day of silence parts them. */
function beginsAnother(session: Session, turn: TurnMeasures): boolean {
  if (turn.sessionAt !== undefined) return turn.sessionAt !== session.startedAt;
  return Date.parse(turn.at) - Date.parse(session.lastAt) > sessionIdleMs;
}

interface End {
  readonly at: string;
  readonly outcome: ConversationMeasured["outcome"];
}

/** A session is followed by another after it was resolved, or after a day of silence. */
function outcomeBetween(
  { lastAt }: Session,
  next: { readonly at: string; readonly sessionAt?: string | undefined },
): End {
  const silentMs = Date.parse(next.sessionAt ?? next.at) - Date.parse(lastAt);
  return { at: lastAt, outcome: silentMs > sessionIdleMs ? "silent" : "resolved" };
}

function endSession(meter: Meter, { at, outcome }: End): Metered {
  const { session, conversationId, channel } = meter;
  if (session === null || session.endedAt !== null) return { meter, news: [], ended: [] };
  const { startedAt, agent, handedOver, turns, guardEvents, errors, costNanoUsd } = session;
  const conversations = {
    ended: 1,
    ...(outcome === "resolved" ? { resolved: 1 as const } : {}),
    ...(handedOver ? {} : { contained: 1 as const }),
  } as const;
  return {
    meter: { ...meter, session: { ...session, endedAt: at }, checkAt: null },
    news: [{ at, agent, conversations }],
    ended: [
      {
        conversationId,
        channel,
        agent,
        startedAt,
        endedAt: at,
        outcome,
        handedOver,
        turns,
        guardEvents,
        errors,
        costNanoUsd,
      },
    ],
  };
}

/** How a conversation stands, as its own document says; undefined: it was erased. */
export type Standing =
  | {
      readonly status: "active" | "escalated" | "resolved";
      readonly updatedAt: string;
      readonly sessionAt?: string | undefined;
    }
  | undefined;

/** The meter after a look whether its session is over. Pure. */
export function afterLook(meter: Meter, standing: Standing, now: Date): Metered {
  const { session } = meter;
  if (session === null || session.endedAt !== null || standing === undefined)
    return { meter: { ...meter, checkAt: null }, news: [], ended: [] };
  const follows = standing.sessionAt !== undefined && standing.sessionAt !== session.startedAt;
  if (follows)
    return endSession(meter, outcomeBetween(session, { at: standing.updatedAt, sessionAt: standing.sessionAt }));
  if (standing.status === "resolved") return endSession(meter, { at: standing.updatedAt, outcome: "resolved" });
  const silentMs = now.getTime() - Date.parse(session.lastAt);
  if (standing.status === "active" && silentMs > sessionIdleMs)
    return endSession(meter, { at: session.lastAt, outcome: "silent" });
  const wait = lookAfterMs.find((ms) => ms > silentMs) ?? sessionIdleMs + 60_000;
  const checkAt = wait > silentMs ? lookAt(session.lastAt, wait) : lookAt(now.toISOString(), sessionIdleMs);
  return { meter: { ...meter, checkAt }, news: [], ended: [] };
}

function lookAt(from: string, ms: number): string {
  return new Date(Date.parse(from) + ms).toISOString();
}
