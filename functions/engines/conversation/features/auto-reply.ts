import type { TurnPart } from "./turn-part.ts";

/** An Instagram account whose `auto_reply` is off: messages are kept for people, and nobody answers for them. */
export const autoReplyTurn: TurnPart = {
  prepare({ conversation, config }) {
    const { channel, accountAddress } = conversation;
    const silent = config.channels.input.some(
      (input) =>
        input.type === "instagram" &&
        input.type === channel &&
        input.config.business_account === accountAddress &&
        !input.config.auto_reply,
    );
    return silent ? { type: "reply", content: null, found: null } : undefined;
  },
};
