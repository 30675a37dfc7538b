import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { surveyRatings } from "../../../../../shared/contracts/surveys/stars.ts";
import { questionsFor } from "../../../../../shared/contracts/surveys/surveys.ts";
import {
  type SurveyAnswer,
  type SurveyCompleted,
  surveyCloseDue,
  surveyCompleted,
} from "../../../../../shared/events/index.ts";
import { type NewEvent, type NewTask, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { Survey, SurveyRun, surveyState } from "./state.ts";

type Config = Pick<TenantConfig, "business_logic">;

const noSurvey: Survey = { run: null, askedAt: {}, lowRatedAt: null };
const dayMs = 86_400_000;

/** Why a survey may not start in this conversation now, as a stable code. Undefined when it may. */
export function surveyRefusal(
  { status, survey }: Pick<ConversationWith<typeof surveyState>, "status" | "survey">,
  wish: { readonly config: Config; readonly trigger: string; readonly hasOptedOut: boolean; readonly now: Date },
): string | undefined {
  const { config, trigger, now } = wish;
  if (questionsFor(config, trigger).length === 0) return "no-questions";
  if (status === "escalated") return "with-a-person";
  if (wish.hasOptedOut) return "opted-out";
  if (survey?.run) return "survey-running";
  const last = survey?.askedAt[trigger];
  return last !== undefined && now.getTime() - Date.parse(last) < surveyRepeatMs(config) ? "asked-lately" : undefined;
}

/** Minimum time before a trigger's questions are asked again. */
export function surveyRepeatMs({ business_logic: { surveys } }: Config): number {
  return surveys.repeat_after_days * dayMs;
}

/** Starts a survey. */
export function startSurvey(
  survey: Survey | null,
  { now, ...run }: Pick<SurveyRun, "id" | "trigger" | "status" | "requestId" | "questions"> & { readonly now: Date },
): Survey {
  const startedAt = now.toISOString();
  const known = survey ?? noSurvey;
  return {
    ...known,
    run: { ...run, index: 0, answers: [], asides: 0, putAgain: false, startedAt },
    askedAt: { ...known.askedAt, [run.trigger]: startedAt },
  };
}

/** Removes a survey that never started. Its questions count as not asked. */
export function cancelSurvey(survey: Survey): Survey {
  const { [survey.run?.trigger ?? ""]: _at, ...askedAt } = survey.askedAt;
  return { ...survey, run: null, askedAt };
}

/** The timer that closes an unfinished survey. A survey has one timer, whatever the number of its turns. */
export function closingTask(
  { id: surveyId, startedAt }: SurveyRun,
  conversationId: string,
  { business_logic: { surveys } }: Config,
): NewTask {
  return {
    ...newEvent(surveyCloseDue, conversationId, { conversationId, surveyId }),
    name: closingTaskName(surveyId),
    at: new Date(Date.parse(startedAt) + surveys.close_after_seconds * 1_000),
  };
}

export function closingTaskName(surveyId: string): string {
  return `survey-close-${surveyId}`;
}

/** True for a rating in the lowest quarter of its scale: 1 and 2 of 5. */
export function isVeryLow(run: SurveyRun, answer: SurveyAnswer): boolean {
  const question = run.questions.find(({ id }) => id === answer.questionId);
  if (question?.type !== "rating" || answer.type !== "rating") return false;
  const { min, max } = question.scale;
  return (answer.rating - min) / (max - min) <= 0.25;
}

/** Adds an answer, or replaces the earlier answer to the same question. */
export function withAnswer(survey: Survey, run: SurveyRun, answer: SurveyAnswer): Survey {
  const at = run.questions.findIndex(({ id }) => id === answer.questionId);
  const others = run.answers.filter(({ questionId }) => questionId !== answer.questionId);
  const index = Math.max(run.index, at + 1);
  return {
    ...survey,
    run: { ...run, status: "asking", index, answers: [...others, answer], asides: 0, putAgain: false },
    lowRatedAt: isVeryLow(run, answer) ? answer.at : survey.lowRatedAt,
  };
}

/** Ends the survey: returns the event to publish once, and the conversation's `survey` field. */
export function endSurvey(
  { id: conversationId, channel, customer }: Pick<Conversation, "id" | "channel" | "customer">,
  survey: Survey & { readonly run: SurveyRun },
  { status, now }: { readonly status: SurveyCompleted["status"]; readonly now: Date },
): { readonly survey: Survey; readonly publish: readonly NewEvent[]; readonly cancel: readonly string[] } {
  const { id: surveyId, trigger, questions, answers, startedAt } = survey.run;
  const told = { surveyId, status, trigger, conversationId, customerId: customer.id, channel, questions, answers };
  const { stars } = surveyRatings({ questions, answers });
  const mean = stars.reduce((sum, each) => sum + each, 0) / stars.length;
  const rated = stars.length === 0 ? {} : { rated: { stars: mean, at: now.toISOString() } };
  return {
    survey: { ...survey, run: null, ...rated },
    publish: [newEvent(surveyCompleted, surveyId, { ...told, startedAt, endedAt: now.toISOString() })],
    cancel: [closingTaskName(surveyId)],
  };
}
