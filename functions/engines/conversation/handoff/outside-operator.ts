import type { Delivery } from "../../../../shared/contracts/delivery-progress.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";

/** Prefixes of the names of people who answer outside the inbox: `zendesk:417`, `app:instagram`. */
const helpDeskPrefix = "zendesk:";
const appPrefix = "app:";

/** The colleague who answers in a channel's own app. The channel does not tell who it is. */
export function colleagueInApp(channel: ChannelType): string {
  return appPrefix + channel;
}

/** People outside the inbox hold no conversation: anybody may take over from them. */
export function answersOutside(operator: string): boolean {
  return operator.startsWith(helpDeskPrefix) || operator.startsWith(appPrefix);
}

/** Whether a message was written in the channel's own app. */
export function isInApp(delivery: Delivery | null): boolean {
  return delivery?.inApp === true;
}
