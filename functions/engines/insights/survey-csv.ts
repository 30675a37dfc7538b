import { stringify } from "csv-stringify/sync";
import { answerValue, type SurveyRecord } from "./survey-answers.ts";

const columns = [
  ...["survey_id", "status", "trigger", "channel", "conversation_id", "customer_id", "started_at", "ended_at"],
  ...["question_id", "question", "answer"],
];

/**
 * A line for each answer, and one for a survey that was ended without any. A skipped question has an empty answer. Pure.
 * @param heading whether the columns' names come first, as they do on an export's first page
 */
export function surveyCsv(records: readonly SurveyRecord[], heading: boolean): string {
  // An answer is a customer's words, and a spreadsheet would run one that begins with "=".
  return stringify(records.flatMap(linesOf), { header: heading, escape_formulas: true, columns });
}

function linesOf(record: SurveyRecord): readonly Readonly<Record<string, string | number | null>>[] {
  const survey = {
    survey_id: record.surveyId,
    status: record.status,
    trigger: record.trigger,
    channel: record.channel,
    conversation_id: record.conversationId,
    customer_id: record.customerId,
    started_at: record.startedAt,
    ended_at: record.endedAt,
  };
  if (record.answers.length === 0) return [survey];
  return record.answers.map((answer) => ({
    ...survey,
    question_id: answer.questionId,
    question: record.questions.find(({ id }) => id === answer.questionId)?.text ?? "",
    answer: answerValue(answer),
  }));
}
