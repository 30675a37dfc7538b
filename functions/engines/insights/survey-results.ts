import type { SurveyQuestion } from "../../../shared/events/index.ts";
import type { SurveyRecord } from "./survey-answers.ts";

/** Results of one question. If its wording or options changed, the latest version is used. */
export interface QuestionResult {
  readonly id: string;
  readonly text: string;
  readonly type: SurveyQuestion["type"];
  /** Number of surveys with this question. `answered` excludes skipped answers. */
  readonly asked: number;
  readonly answered: number;
  readonly skipped: number;
  /** Multiple choice only: number of answers per option. */
  readonly options: Readonly<Record<string, number>> | null;
  /** Ratings only: number of answers per rating, their mean, and either `csat` or `nps`. */
  readonly ratings: Readonly<Record<string, number>> | null;
  readonly mean: number | null;
  readonly csat: number | null;
  readonly nps: number | null;
}

export interface SurveyResults {
  readonly surveys: number;
  readonly completed: number;
  readonly declined: number;
  readonly abandoned: number;
  /** Completed surveys divided by ended surveys, 0 to 1; null if none ended. */
  readonly completionRate: number | null;
  /** Share of ratings in the upper two fifths of their scale, 0 to 1. Excludes scales from 0 to 10. */
  readonly csat: number | null;
  /** For scales from 0 to 10: share of 9 and 10 minus share of 0 to 6, -100 to 100. */
  readonly nps: number | null;
  /** How customers heard of the tenant: answers per option of that question; null if there is no such question. */
  readonly sourceAttribution: Readonly<Record<string, number>> | null;
  readonly questions: readonly QuestionResult[];
}

type RatingQuestion = Extract<SurveyQuestion, { type: "rating" }>;

/** Summarises surveys. Pure. Records must be oldest first, so that the newest wording of a question is used. */
export function resultsOf(records: readonly SurveyRecord[]): SurveyResults {
  const questions = new Map<string, SurveyQuestion>();
  for (const record of records) for (const question of record.questions) questions.set(question.id, question);
  const results = [...questions.values()].map((question) => resultOf(question, records));
  const count = (status: SurveyRecord["status"]) => records.filter((record) => record.status === status).length;
  const rated = ratingsOf(records);
  const source = results.find(({ id, type }) => type === "multiple_choice" && /source|hear|attribution/.test(id));
  return {
    surveys: records.length,
    completed: count("completed"),
    declined: count("declined"),
    abandoned: count("abandoned"),
    completionRate: records.length === 0 ? null : roundTo3(count("completed") / records.length),
    csat: csatOf(rated.filter(({ scale }) => !isNpsScale(scale))),
    nps: npsOf(rated.filter(({ scale }) => isNpsScale(scale)).map(({ rating }) => rating)),
    sourceAttribution: source?.options ?? null,
    questions: results,
  };
}

/** The scores of each day in UTC on which a survey ended. Pure. Records and days are oldest first. */
export function resultsByDay(records: readonly SurveyRecord[]): readonly {
  readonly day: string;
  readonly surveys: number;
  readonly csat: number | null;
  readonly nps: number | null;
}[] {
  const days = Map.groupBy(records, ({ endedAt }) => endedAt.slice(0, 10));
  return [...days].map(([day, ended]) => {
    const { surveys, csat, nps } = resultsOf(ended);
    return { day, surveys, csat, nps };
  });
}

function resultOf(question: SurveyQuestion, records: readonly SurveyRecord[]): QuestionResult {
  const { id, text, type } = question;
  const asking = records.filter(({ questions }) => questions.some((each) => each.id === id));
  const answers = asking.flatMap((record) => record.answers.filter(({ questionId }) => questionId === id));
  const skipped = answers.filter((answer) => answer.type === "skipped").length;
  const picked = answers.flatMap((answer) => (answer.type === "option" ? [answer.option] : []));
  const rated = type === "rating" ? ratingsOf(records).filter(({ questionId }) => questionId === id) : [];
  const numbers = rated.map(({ rating }) => rating);
  const nps = question.type === "rating" && isNpsScale(question.scale);
  return {
    id,
    text,
    type,
    asked: asking.length,
    answered: answers.length - skipped,
    skipped,
    options: question.type === "multiple_choice" ? countByValue(picked, question.options) : null,
    ratings: type === "rating" ? countByValue(numbers.map(String), []) : null,
    mean: numbers.length === 0 ? null : roundTo3(numbers.reduce((sum, rating) => sum + rating, 0) / numbers.length),
    csat: nps ? null : csatOf(rated),
    nps: nps ? npsOf(numbers) : null,
  };
}

interface RatingWithScale {
  readonly questionId: string;
  readonly rating: number;
  readonly scale: RatingQuestion["scale"];
}

/** All ratings with the scale of their question. */
function ratingsOf(records: readonly SurveyRecord[]): RatingWithScale[] {
  return records.flatMap(({ questions, answers }) =>
    answers.flatMap((answer) => {
      const question = questions.find(({ id }) => id === answer.questionId);
      if (answer.type !== "rating" || question?.type !== "rating") return [];
      return [{ questionId: answer.questionId, rating: answer.rating, scale: question.scale }];
    }),
  );
}

/** Net Promoter Score uses the scale 0 to 10 (Reichheld, HBR December 2003). */
function isNpsScale({ min, max }: RatingQuestion["scale"]): boolean {
  return min === 0 && max === 10;
}

/** 4 and 5 of 5 count as satisfied; on other scales the same upper share. */
function csatOf(rated: readonly RatingWithScale[]): number | null {
  if (rated.length === 0) return null;
  const satisfied = rated.filter(({ rating, scale }) => (rating - scale.min) / (scale.max - scale.min) >= 0.75);
  return roundTo3(satisfied.length / rated.length);
}

function npsOf(ratings: readonly number[]): number | null {
  if (ratings.length === 0) return null;
  const promoters = ratings.filter((rating) => rating >= 9).length;
  const detractors = ratings.filter((rating) => rating <= 6).length;
  return Math.round(((promoters - detractors) / ratings.length) * 100);
}

/** Options without an answer count 0. */
function countByValue(values: readonly string[], options: readonly string[]): Record<string, number> {
  const counts = new Map(options.map((option) => [option, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function roundTo3(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
