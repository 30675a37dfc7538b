import type { TurnPart } from "./turn-part.ts";

/**
 * Keeps messages that the webhook recognised as automatic, and answers none of them: two machines would answer each other
 * without end. A person's message in the same burst is answered.
 */
export const automaticMessagesTurn: TurnPart = {
  prepare({ inbound }) {
    const isAutomatic = inbound.every(({ unanswered }) => unanswered !== undefined);
    return isAutomatic ? { type: "reply", content: null, found: null } : undefined;
  },
};
