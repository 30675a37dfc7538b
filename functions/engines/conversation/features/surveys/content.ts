import type { Choice, Content, SurveyQuestion } from "../../../../../shared/events/index.ts";
import { surveyPhrases } from "./phrases.ts";
import type { SurveyRun } from "./state.ts";

/** The open question as a message in the customer's language. Undefined after the last question. */
export function questionContent(run: SurveyRun, language: string): Content | undefined {
  const question = run.questions[run.index];
  if (!question) return undefined;
  const phrases = surveyPhrases(language);
  const choices = labelsOf(question, language).map(
    (label, place): Choice => ({ id: choiceIdOf(run, run.index, place), label: label.slice(0, 200) }),
  );
  const lines = [
    question.text,
    question.type === "rating" && choices.length === 0
      ? phrases.rate(String(question.scale.min), String(question.scale.max))
      : "",
    question.optional ? phrases.skip : "",
  ];
  return { text: lines.filter((line) => line !== "").join("\n"), choices, media: [] };
}

/** The labels of a question's choices: its options, or the words for 1 to 5. Other scales are answered with numbers. */
export function labelsOf(question: SurveyQuestion, language: string): readonly string[] {
  if (question.type === "multiple_choice") return question.options;
  return isFiveStars(question) ? surveyPhrases(language).ratings : [];
}

export function isFiveStars(question: SurveyQuestion): boolean {
  return question.type === "rating" && question.scale.min === 1 && question.scale.max === 5;
}

function choiceIdOf({ id }: SurveyRun, index: number, place: number): string {
  return `survey.${id}.${index}.${place}`;
}

/** Finds the question and choice of a choice id. Undefined when the id does not belong to this survey. */
export function choiceOf(
  { id }: SurveyRun,
  choiceId: string,
): { readonly index: number; readonly place: number } | undefined {
  const prefix = `survey.${id}.`;
  const [index, place] = choiceId.startsWith(prefix) ? choiceId.slice(prefix.length).split(".").map(Number) : [];
  return index === undefined || place === undefined ? undefined : { index, place };
}
