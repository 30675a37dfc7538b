import { z } from "zod";
import { openQuestions } from "../../../../shared/contracts/conversation/unanswered-questions.ts";
import { questionUnanswered, UnansweredQuestion } from "../../../../shared/events/index.ts";
import { byCustomer } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { step } from "../../../../shared/runtime/step.ts";

const keptForMs = 180 * 24 * 3_600_000;

/** That one conversation asked one question, and how often. `at` is the newest time. */
const QuestionRecord = UnansweredQuestion.extend({ asked: z.number().int(), firstAt: z.string() });
export type QuestionRecord = z.infer<typeof QuestionRecord>;

export const unansweredQuestions = ownedDocument<QuestionRecord>({
  name: openQuestions.name,
  state: QuestionRecord,
  indexes: [["at"], ["customerId"]],
  confidential: true,
  // The question has lost what names a person, but not what else they told.
  personal: { fields: ["state.question", "state.customerId"], find: byCustomer("state.customerId") },
  expiry: ({ at }) => new Date(Date.parse(at) + keptForMs),
});

export const recordQuestion = step({
  name: "knowledge-record-question",
  on: questionUnanswered,
  document: unansweredQuestions,
  documentId: ({ data }) => data.questionId,
  decide(known, { data }) {
    if (known === undefined) return { document: { ...data, asked: 1, firstAt: data.at } };
    return { document: { ...known, question: data.question, asked: known.asked + 1, at: data.at } };
  },
});
