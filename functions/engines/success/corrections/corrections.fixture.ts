import type { FinishedTurn } from "../../../../shared/contracts/conversation/finished-turns.ts";

/** A turn in which nothing happened, with the given changes. */
export function aTurn(changes: Partial<FinishedTurn>): FinishedTurn {
  return {
    conversationId: "c1",
    index: 1,
    at: "2026-11-29T10:00:00.000Z",
    inbound: [],
    reply: null,
    more: [],
    by: null,
    toolCalls: [],
    escalationReason: null,
    guardFindings: [],
    signals: {},
    config: { name: "main", version: 1 },
    ...changes,
  };
}
