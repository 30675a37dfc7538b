import { addressesIn } from "../../../../shared/channels/channel-settings.ts";
import type { TurnPart } from "./turn-part.ts";

/** An Instagram account whose `auto_reply` is off: messages are kept for people, and nobody answers for them. */
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
