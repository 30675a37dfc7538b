import { isCarried } from "../../../../shared/channels/definitions.ts";
import type { TurnFailed } from "../../../../shared/events/index.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import type { Conversation, Message } from "../conversation.ts";

/**
 * The turn whose answer is recorded and did not reach the customer; undefined when there is none. A turn fails after its
 * commit only while its messages are leaving. An answer on a chat page returned with the request.
 */
export function unsentTurn(conversation: Conversation, { data, causationId }: Event<TurnFailed>): string | undefined {
  const turnId = data.refused?.turnId ?? causationId;
  if (turnId === null || !isCarried(conversation.channel)) return undefined;
  return conversation.recent.some((message) => isAnswerOf(message, turnId)) ? turnId : undefined;
}

/** The conversation in which the turn's messages without an outcome have failed. */
export function withUnsent<C extends Conversation>(conversation: C, turnId: string, errorCode: string): C {
  const failed = { status: "failed" as const, providerMessageIds: [], errorCode };
  const recent = conversation.recent.map((message) =>
    isAnswerOf(message, turnId) && message.delivery === null ? { ...message, delivery: failed } : message,
  );
  return { ...conversation, recent };
}

function isAnswerOf({ turnId, role }: Message, id: string): boolean {
  return turnId === id && role === "agent";
}
