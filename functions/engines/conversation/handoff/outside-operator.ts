import { outsidePrefixes } from "../../../../shared/contracts/conversation/conversation-holder.ts";
import type { Delivery } from "../../../../shared/contracts/sending/delivery-progress.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";

/** The colleague who answers in a channel's own app. The channel does not tell who it is. */
export function colleagueInApp(channel: ChannelType): string {
  return outsidePrefixes.app + channel;
}

/** Whether a message was written in the channel's own app. */
export function isInApp(delivery: Delivery | null): boolean {
  return delivery?.inApp === true;
}
