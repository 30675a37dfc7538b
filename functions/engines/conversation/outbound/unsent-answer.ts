import { isCarried } from "../../../../shared/channels/definitions.ts";
import { type TurnFailed, turnFailed } from "../../../../shared/events/index.ts";
import { type Event, type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
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

/**
 * Asks for a person where the channel took no answer of the turn at all, such as one whose window for free text has closed.
 * Nothing where the customer wants no message, or where people have the conversation already.
 */
export function withheldAnswer(
  { id, status }: Pick<Conversation, "id" | "status">,
  { turnId, withheld }: { readonly turnId: string; readonly withheld: string | null },
): readonly NewEvent[] {
  if (withheld === null || withheld === "opted-out" || status !== "active") return [];
  const refused = { turnId, errorCode: withheld };
  return [newEvent(turnFailed, id, { conversationId: id, message: null, refused })];
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
