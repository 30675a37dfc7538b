import { type MessageReceived, messageReceived } from "../../../../shared/events/index.ts";
import { type Event, step } from "../../../../shared/runtime/step.ts";
import { newTurn, type Turn, turns } from "../turn-record.ts";
import { aConversation, anInbound } from "./fixtures.ts";

/** Stands for the conversation engine: one turn for each message. A message without an answer is never answered. */
export function agentStep(answer: (message: Event<MessageReceived>) => Partial<Turn> | undefined) {
  return step({
    name: "agent",
    on: messageReceived,
    document: turns,
    documentId: ({ id }) => id,
    decide(known, event) {
      const given = known ? undefined : answer(event);
      if (given === undefined) return undefined;
      const { text, conversationId: id } = event.data;
      const conversation = aConversation({ id, config: { name: "main", version: 1 } });
      const turn = { turnId: event.id, inbound: [{ ...anInbound, text }], at: event.occurredAt };
      return { document: { ...newTurn(conversation, turn), ...given } };
    },
  });
}
