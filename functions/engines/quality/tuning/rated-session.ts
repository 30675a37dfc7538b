import { type FinishedTurn, finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

const pageSize = 60;
/** A longer session is no example: a model learns from its beginning and its end together. */
const mostTurns = 200;

/** The session that a person rated, as it was when it was evaluated. */
interface RatedSession {
  readonly startedAt: string;
  /** Oldest first. Undefined: too many. */
  readonly turns: readonly FinishedTurn[] | undefined;
  /** Whether an evaluation of the conversation until this time is one of this session. */
  holds(until: string): boolean;
}

/** The session of a conversation that went on at `until`. Undefined: nothing is left of it. */
export async function readRatedSession(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  { conversationId, until }: { readonly conversationId: string; readonly until: string },
): Promise<RatedSession | undefined> {
  const turns: FinishedTurn[] = [];
  /** The beginning of each later session: the newest turns come first. */
  const later = new Map<string | undefined, string>();
  let cursor: string | undefined;
  let isTooLong = false;
  let isOver = false;
  do {
    const page = await documents.query(tenantId, finishedTurns, {
      where: [["state.conversationId", "==", conversationId]],
      orderBy: { field: "state.index", direction: "desc" },
      limit: pageSize,
      cursor,
    });
    for (const { data } of page.items) {
      const turn = data.state;
      if (turns[0] === undefined && turn.at > until) later.set(turn.sessionAt, turn.at);
      else if (turns[0] !== undefined && turn.sessionAt !== turns[0].sessionAt) isOver = true;
      else if (turns.length === mostTurns) isTooLong = true;
      else turns.push(turn);
      if (isOver || isTooLong) break;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined && !isOver && !isTooLong);
  const [newest] = turns;
  const oldest = turns.at(-1);
  if (newest === undefined || oldest === undefined) return undefined;
  later.delete(newest.sessionAt);
  const next = [...later.values()].toSorted()[0];
  const startedAt = oldest.sessionAt ?? oldest.at;
  return {
    startedAt,
    turns: isTooLong ? undefined : turns.toReversed(),
    holds: (at) => at >= startedAt && (next === undefined || at < next),
  };
}
