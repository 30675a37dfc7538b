import { isCarried } from "../../../../shared/channels/definitions.ts";
import type { TurnFailed } from "../../../../shared/events/index.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import type { Conversation, Message } from "../conversation.ts";

/** The delivery's code of an answer that never left, because its turn became a dead letter. */
export const notSent = "not-sent";

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

/** True for a message that was given up and left to a person: a replay of its dead letter does not send it. */
export function isGivenUp({ recent }: Pick<Conversation, "recent">, messageId: string): boolean {
  return recent.some(({ id, delivery }) => id === messageId && delivery?.errorCode === notSent);
}

function isAnswerOf({ turnId, role }: Message, id: string): boolean {
  return turnId === id && role === "agent";
}
