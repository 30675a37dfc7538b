import type { ConversationMeasured } from "../../../shared/events/index.ts";

/** A session of two turns that ended well, without a person and without costs. */
export function measured(
  of: Pick<ConversationMeasured, "startedAt"> & Partial<ConversationMeasured>,
): ConversationMeasured {
  return {
    conversationId: "c1",
    channel: "whatsapp",
    agent: { name: "main", version: 1 },
    endedAt: of.startedAt,
    outcome: "resolved",
    handedOver: false,
    turns: 2,
    guardEvents: 0,
    errors: 0,
    costNanoUsd: 0,
    ...of,
  };
}
