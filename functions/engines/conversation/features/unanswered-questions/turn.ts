import { questionUnanswered } from "../../../../../shared/events/index.ts";
import { maskPersonal } from "../../../../../shared/knowledge/mask-personal.ts";
import { questionKey } from "../../../../../shared/knowledge/question-key.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import type { TurnPart } from "../turn-part.ts";
import { isUnanswered } from "./is-unanswered.ts";

const maxCharacters = 400;

/** Reports questions that the agent answered without any source. */
export const unansweredQuestionsTurn: TurnPart = {
  conclude({ tenantId, conversation, inbound, signals }, { outcome, now }) {
    const text = inbound.map((message) => message.text).join("\n");
    if (!isUnanswered(text, outcome)) return undefined;
    const { id: conversationId, customer } = conversation;
    const question = maskPersonal(text.slice(0, maxCharacters), customer.name === null ? [] : [customer.name]);
    const groupKey = questionKey(question);
    if (groupKey === undefined) return undefined;
    const questionId = deriveId("unanswered", tenantId, conversationId, groupKey);
    const asked = { questionId, groupKey, question, language: signals.language, conversationId };
    const data = { ...asked, customerId: customer.id, at: now.toISOString() };
    return { publish: [newEvent(questionUnanswered, questionId, data)] };
  },
};
