import { conversations, type StoredConversation } from "./conversations.ts";
import { otherFeatures } from "./features/all-features.ts";
import type { StepDependencies } from "./features/feature-step.ts";
import type { FeatureState } from "./features/index.ts";
import { earlierConversation } from "./session/move-conversation.ts";
import { applyInbound, openOutbound, opensSession } from "./session/session.ts";

type OfFeatures = Pick<StepDependencies<FeatureState>, "conversations" | "sessions" | "features">;

/** Dependencies of the features' steps: the given ones and the engine's additions. */
export function stepDependencies<D>(given: D): D & OfFeatures {
  return { ...given, ...ofFeatures };
}

const ofFeatures: OfFeatures = {
  conversations,
  features: otherFeatures,
  sessions: {
    // Both change stored conversations or create new ones, and those have every feature's fields.
    applyInbound: (ids, before, event, config) => applyInbound(ids, before, event, config) as StoredConversation,
    openOutbound: (ids, event, config) => openOutbound(ids, event, config) as StoredConversation,
    opensSession,
    earlierConversation,
  },
};
