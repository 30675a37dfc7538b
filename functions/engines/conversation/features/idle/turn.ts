import type { TurnPart } from "../turn-part.ts";
import { idleTimer } from "./idle.ts";
import type { idleState } from "./state.ts";

/** Sets the idle timer with the session's first turn. */
export const idleTurn: TurnPart<typeof idleState> = {
  conclude({ turnId, conversation, config }, { next, now }) {
    const seconds = config.conversation.close_after_idle_seconds;
    if (seconds === undefined || next.idleTimer !== null) return undefined;
    const at = new Date(now.getTime() + seconds * 1_000);
    return { conversation: { idleTimer: turnId }, schedule: [idleTimer(conversation.id, turnId, at)] };
  },
};
