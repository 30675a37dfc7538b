import type { Conversation } from "../conversation.ts";
import type { Engagement } from "./feature-state.ts";
import type { OtherFeatures } from "./feature-step.ts";
import { features } from "./index.ts";

const nothing: Engagement = { hasOptedOut: false, awaitsAnswer: false, displeasedAt: null };

/** Combines what every feature reports about a conversation. Pure. */
export function engagementOf(conversation: Conversation, now: Date): Engagement {
  return Object.assign({}, nothing, ...features.map((feature) => feature.engagement?.(conversation, now)));
}

/** The conversation at the beginning of a new session. Pure. */
export function beginSession<C extends Conversation>(conversation: C): C {
  return Object.assign({}, conversation, ...features.map((feature) => feature.beginSession?.(conversation)));
}

export const otherFeatures: OtherFeatures = {
  engagementOf,

  endSession(conversation) {
    return Object.assign({}, conversation, ...features.map((feature) => feature.endSession?.(conversation)));
  },

  async paymentFollowers() {
    const followers = await Promise.all(features.flatMap((feature) => feature.payments?.() ?? []));
    return {
      publishes: followers.flatMap(({ publishes }) => publishes),
      afterPayment(before, payment) {
        const followed = followers.map((follower) => follower.afterPayment(before, payment));
        return {
          conversation: Object.assign({}, before, ...followed.map(({ state }) => state)),
          publish: followed.flatMap(({ publish }) => publish),
        };
      },
    };
  },
};
