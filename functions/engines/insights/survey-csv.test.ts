import { parse } from "csv-parse/sync";
import type { SurveyRecord } from "./survey-answers.ts";
import { surveyCsv } from "./survey-csv.ts";

const at = "2026-11-22T10:00:00.000Z";
const survey: SurveyRecord = {
  surveyId: "s1",
  status: "completed",
  trigger: "post_service",
  conversationId: "c1",
  customerId: "p1",
  channel: "whatsapp",
  questions: [
    { id: "rating", text: "How was it?", optional: false, type: "rating", scale: { min: 1, max: 5 } },
    { id: "better", text: "What can we do better?", optional: true, type: "text" },
  ],
  answers: [
    { type: "rating", questionId: "rating", rating: 4, at },
    { type: "text", questionId: "better", text: '=HYPERLINK("http://evil.example"), "खुश"\nthanks', at },
  ],
  startedAt: at,
  endedAt: at,
};

it("has a line for each answer, and one for a survey without any", () => {
  const declined: SurveyRecord = { ...survey, surveyId: "s2", status: "declined", answers: [] };
  const lines = parse<Record<string, string>>(surveyCsv([survey, declined], true), { columns: true });
  expect(lines.map(({ survey_id, question_id, answer }) => [survey_id, question_id, answer])).toEqual([
    ["s1", "rating", "4"],
    ["s1", "better", `'=HYPERLINK("http://evil.example"), "खुश"\nthanks`],
    ["s2", "", ""],
  ]);
  expect(lines[0]).toMatchObject({ question: "How was it?", channel: "whatsapp", ended_at: at });
});

it("continues without a heading", () => {
  expect(surveyCsv([survey], false)).toMatch(/^s1,completed,/);
});
