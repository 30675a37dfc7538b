import type { SurveyQuestion } from "../../../../../shared/events/index.ts";
import { anInbound } from "../../testing/fixtures.ts";
import { readAnswer } from "./answer.ts";
import { questionContent } from "./content.ts";
import { surveyLanguages, surveyPhrases } from "./phrases.ts";
import type { SurveyRun } from "./state.ts";

const rating: SurveyQuestion = {
  id: "rated",
  text: "How was it?",
  optional: false,
  type: "rating",
  scale: { min: 1, max: 5 },
};
const ten: SurveyQuestion = { ...rating, scale: { min: 0, max: 10 } };
const source: SurveyQuestion = {
  id: "source",
  text: "How did you hear about us?",
  optional: false,
  type: "multiple_choice",
  options: ["Google Search", "Social Media", "Friend/Family", "Doctor Referral", "Advertisement"],
};
const text: SurveyQuestion = { id: "better", text: "What can we do better?", optional: true, type: "text" };

function asking(question: SurveyQuestion, over: Partial<SurveyRun> = {}): SurveyRun {
  return {
    id: "s1",
    trigger: "post_service",
    status: "asking",
    requestId: null,
    questions: [question],
    index: 0,
    answers: [],
    asides: 0,
    putAgain: false,
    startedAt: "2026-11-22T09:00:00.000Z",
    ...over,
  };
}

function answerTo(run: SurveyRun, said: string, choiceId: string | null = null) {
  const reading = readAnswer(run, { ...anInbound, text: said, choiceId });
  if (reading?.type !== "answer") return reading?.type;
  const { answer } = reading;
  return answer.type === "rating"
    ? answer.rating
    : answer.type === "option"
      ? answer.option
      : answer.type === "text"
        ? answer.text
        : "skipped";
}

describe("a rating from 1 to 5", () => {
  it.each([
    ["5", 5],
    ["4.", 4],
    ["५", 5],
    ["5️⃣", 5],
    ["five", 5],
    ["चार", 4],
    ["paanch", 5],
    ["৩", 3],
    ["5/5", 5],
    ["4 out of 5", 4],
    ["4.5/5", 5],
    ["4 stars, the staff was very kind", 4],
    ["⭐⭐⭐⭐", 4],
    ["★★★", 3],
    ["I'd give it a 4", 4],
    ["Excellent!", 5],
    ["excelent", 5],
    ["Very poor", 1],
    ["बहुत अच्छा", 5],
    ["bahut achha", 5],
    ["மோசம்", 2],
    ["great", 5],
  ])("is read from %s", (said, value) => expect(answerTo(asking(rating), said)).toBe(value));

  it.each([
    "7",
    "4/10",
    "4 tests please",
    "I want to talk to a human",
    "What does a CBC cost?",
    "kya aap 5 baje khule hain?",
    "I have chest pain",
    "My report has not come and nobody answers",
  ])("is not read from %s", (said) => expect(answerTo(asking(rating), said)).toBeUndefined());

  it("is picked by its button, whatever else was discussed", () => {
    const run = asking(rating, { asides: 1 });
    const choice = questionContent(run, "en")?.choices[3];
    expect(answerTo(run, "Good", choice?.id ?? null)).toBe(4);
  });

  it("is read from stars, but not from a bare number, after another topic", () => {
    const run = asking(rating, { asides: 1 });
    expect(answerTo(run, "2")).toBeUndefined();
    expect(answerTo(run, "2 stars")).toBe(2);
  });
});

it("reads ratings on the scale that was asked", () => {
  expect(answerTo(asking(ten), "10")).toBe(10);
  expect(answerTo(asking(ten), "a nine")).toBe(9);
  expect(answerTo(asking(ten), "0")).toBe(0);
  expect(answerTo(asking(ten), "8 / 10")).toBe(8);
  expect(answerTo(asking(ten), "11")).toBeUndefined();
});

describe("a choice", () => {
  it.each([
    ["google search", "Google Search"],
    ["from google", "Google Search"],
    ["a freind told me", "Friend/Family"],
    ["my doctor", "Doctor Referral"],
    ["advertisment", "Advertisement"],
    ["2", "Social Media"],
    ["three", "Friend/Family"],
    ["teen", "Friend/Family"],
  ])("is read from %s", (said, option) => expect(answerTo(asking(source), said)).toBe(option));

  it.each(["google or a friend", "do you have a doctor?", "12", "I do not remember"])("is not read from %s", (said) =>
    expect(answerTo(asking(source), said)).toBeUndefined(),
  );
});

describe("free text", () => {
  it("is kept unchanged, also when it complains", () => {
    expect(answerTo(asking(text), " You were late, terrible! ")).toBe("You were late, terrible!");
  });

  it("is bounded", () => expect(answerTo(asking(text), "a".repeat(9_000))).toHaveLength(2_000));

  it("skips an optional question, and declines the survey at a required one", () => {
    expect(answerTo(asking(text), "Skip")).toBe("skipped");
    expect(answerTo(asking(text), "रहने दो")).toBe("skipped");
    expect(answerTo(asking({ ...text, optional: false }), "no thanks")).toBe("declined");
  });

  it("is not read from a question, or after another topic", () => {
    expect(answerTo(asking(text), "When are you open?")).toBeUndefined();
    expect(answerTo(asking(text, { asides: 1 }), "Thank you")).toBeUndefined();
  });
});

it("lets a customer change an answer they have given, by its button", () => {
  const questions = [rating, text];
  const first = questionContent(asking(rating, { questions }), "en")?.choices[1];
  const reading = readAnswer(asking(rating, { questions, index: 1 }), { ...anInbound, choiceId: first?.id ?? null });
  expect(reading).toMatchObject({ answer: { type: "rating", questionId: "rated", rating: 2 } });
});

it("does not read another survey's button as an answer", () => {
  expect(answerTo(asking(rating), "Good", "survey.s0.0.3")).toBe(4);
  expect(answerTo(asking(rating), "Maybe later", "survey.s0.0.3")).toBeUndefined();
});

it("understands its own words for ratings in every language", () => {
  for (const language of surveyLanguages)
    for (const [place, label] of surveyPhrases(language).ratings.entries())
      expect([language, label, answerTo(asking(rating), label)]).toEqual([language, label, place + 1]);
});
