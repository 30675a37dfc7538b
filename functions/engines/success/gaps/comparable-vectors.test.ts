import { register } from "../../../../shared/models/register.ts";
import { comparableVectors } from "./comparable-vectors.ts";
import { cosineOf, keptVectors, labelledQuestions, pairsAlike } from "./same-questions/question-pairs.fixture.ts";

const model = "multilingual-e5-small-q4";
const questions = labelledQuestions();
const vectors = keptVectors(model);
const from = register.find(({ id }) => id === model)?.retrieval?.sameQuestionFrom ?? Number.NaN;

function measured(of: typeof questions) {
  const own = vectors.filter((_, at) => of.includes(questions[at] as (typeof questions)[number]));
  const texts = of.map(({ text }) => text);
  return pairsAlike(of, comparableVectors(texts, own), from);
}

it("joins questions that ask the same in five languages, and hardly any others of the same subject", () => {
  expect(questions).toHaveLength(180);
  expect(new Set(questions.map(({ language }) => language))).toEqual(new Set(["en", "hi", "hi-Latn", "ta", "bn"]));
  const { precision, recall } = measured(questions);
  expect(precision).toBeGreaterThan(0.93);
  expect(recall).toBeGreaterThan(0.19);
});

it("does so on halves of the subjects, and in English alone where one language has to do", () => {
  const subjects = [...new Set(questions.map(({ subject }) => subject))];
  for (const half of [0, 1]) {
    const { precision, recall } = measured(questions.filter(({ subject }) => subjects.indexOf(subject) % 2 === half));
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.15);
  }
  expect(measured(questions.filter(({ language }) => language === "en")).precision).toBeGreaterThan(0.75);
});

it("joins no questions of different subjects", () => {
  const comparable = comparableVectors(
    questions.map(({ text }) => text),
    vectors,
  );
  const joined = questions.flatMap((one, at) =>
    questions.flatMap((other, later) =>
      later > at && one.subject !== other.subject && cosineOf(comparable[at], comparable[later]) >= from
        ? [`${one.text} / ${other.text}`]
        : [],
    ),
  );
  expect(joined).toEqual([]);
});

it("is worth its arithmetic: the plain cosines that were used before join more that differ than that are the same", () => {
  expect(pairsAlike(questions, vectors, 0.85).precision).toBeLessThan(0.5);
});

it("compares a language with too few questions by words, and so one that is all that its language has", () => {
  const few = ["Is there parking?", "Are you open?", "Do you deliver?", "Where are you?", "क्या पार्किंग है?"];
  expect(
    comparableVectors(few, [
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
      [1, 0],
    ]),
  ).toEqual([null, null, null, null, null]);
  const equal = few.slice(0, 4).concat("Can I pay by card?");
  expect(
    comparableVectors(
      equal,
      equal.map(() => [1, 0]),
    ),
  ).toEqual(equal.map(() => null));
});
