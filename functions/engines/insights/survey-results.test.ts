import type { SurveyQuestion } from "../../../shared/events/index.ts";
import type { SurveyRecord } from "./survey-answers.ts";
import { resultsByDay, resultsOf } from "./survey-results.ts";

const at = "2026-11-22T10:00:00.000Z";
const satisfaction: SurveyQuestion = {
  id: "satisfaction",
  text: "How was it?",
  optional: false,
  type: "rating",
  scale: { min: 1, max: 5 },
};
const recommend: SurveyQuestion = { ...satisfaction, id: "recommend", scale: { min: 0, max: 10 } };
const source: SurveyQuestion = {
  id: "source_awareness",
  text: "How did you hear about us?",
  optional: true,
  type: "multiple_choice",
  options: ["Google", "Friend"],
};

function survey(questions: readonly SurveyQuestion[], over: Partial<SurveyRecord> = {}): SurveyRecord {
  return {
    surveyId: "s1",
    status: "completed",
    trigger: "post_service",
    conversationId: "c1",
    customerId: "p1",
    channel: "whatsapp",
    questions: [...questions],
    answers: [],
    startedAt: at,
    endedAt: at,
    ...over,
  };
}

function rated(question: SurveyQuestion, ...ratings: readonly number[]): SurveyRecord[] {
  return ratings.map((rating) =>
    survey([question], { answers: [{ type: "rating", questionId: question.id, rating, at }] }),
  );
}

it("counts 4 and 5 of 5 as satisfied, and the same share of other scales", () => {
  expect(resultsOf(rated(satisfaction, 5, 4, 3, 1)).csat).toBe(0.5);
  expect(resultsOf(rated({ ...satisfaction, scale: { min: 1, max: 10 } }, 10, 8, 7, 1)).csat).toBe(0.5);
});

it("subtracts detractors from promoters on 0 to 10, and excludes those ratings from CSAT", () => {
  const results = resultsOf(rated(recommend, 10, 9, 9, 8, 7, 6, 0));
  expect(results).toMatchObject({ nps: 14, csat: null });
  expect(results.questions).toMatchObject([{ id: "recommend", nps: 14, csat: null, mean: 7 }]);
});

it("counts customers for every source option", () => {
  const answers = (option: string) => [{ type: "option" as const, questionId: source.id, option, at }];
  const skipped = [{ type: "skipped" as const, questionId: source.id, at }];
  const results = resultsOf([
    survey([source], { answers: answers("Friend") }),
    survey([source], { answers: answers("Friend") }),
    survey([source], { answers: skipped }),
    survey([source], { status: "abandoned" }),
  ]);
  expect(results.sourceAttribution).toEqual({ Google: 0, Friend: 2 });
  expect(results.questions).toMatchObject([{ asked: 4, answered: 2, skipped: 1 }]);
});

it("reports the completion rate, and null for questions never asked", () => {
  const ends = [{}, { status: "abandoned" }, { status: "declined" }, {}] as const;
  expect(resultsOf(ends.map((end) => survey([source], end)))).toMatchObject({
    surveys: 4,
    completed: 2,
    abandoned: 1,
    declined: 1,
    completionRate: 0.5,
    csat: null,
    nps: null,
  });
  expect(resultsOf([])).toMatchObject({ completionRate: null, csat: null, nps: null, sourceAttribution: null });
});

test("scores each day in UTC on which a survey ended", () => {
  const next = rated(satisfaction, 5).map((record) => ({ ...record, endedAt: "2026-11-23T00:00:00.000Z" }));
  expect(resultsByDay([...rated(satisfaction, 5, 1), ...next])).toEqual([
    { day: "2026-11-22", surveys: 2, csat: 0.5, nps: null },
    { day: "2026-11-23", surveys: 1, csat: 1, nps: null },
  ]);
});
