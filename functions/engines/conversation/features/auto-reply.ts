import { addressesIn } from "../../../../shared/channels/channel-settings.ts";
import type { TurnPart } from "./turn-part.ts";

/**
 * Silences Instagram accounts with `auto_reply` off: their messages are recorded for people and get no automatic reply.
 */
export const autoReplyTurn: TurnPart = {
  prepare({ conversation, config }) {
    const { channel, accountAddress } = conversation;
    const silent = config.channels.input.some(
      (input) =>
        input.type === channel &&
        "auto_reply" in input.config &&
        !input.config.auto_reply &&
        addressesIn(input)[0]?.[0] === accountAddress,
    );
    return silent ? { type: "reply", content: null, found: null } : undefined;
  },
};
