import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";

/** A turn that the agent answered with one request to its model. */
export function aTurn(conversationId: string, index: number, over: Partial<TurnMeasures> = {}): TurnMeasures {
  return {
    conversationId,
    index,
    at: "2026-11-29T11:00:00.000Z",
    sessionAt: "2026-11-29T10:59:00.000Z",
    inbound: [{ id: `m${index}` }],
    reply: { messageId: `r${index}` },
    more: [],
    by: null,
    origin: null,
    status: "active",
    escalationReason: null,
    toolCalls: [],
    guardFindings: [],
    config: { name: "default", version: 3 },
    usage: {
      model: "gemini-3.8-flash",
      served: "gemini-3.8-flash",
      inputTokens: 1_000,
      outputTokens: 100,
      modelCalls: 1,
    },
    durationMs: 1_200,
    ...over,
  };
}
