import { asciiDigits } from "../../../../../shared/agent/guard/readable.ts";
import { topicsOf } from "../../../../../shared/agent/signals/flags.ts";
import type { SurveyAnswer, SurveyQuestion } from "../../../../../shared/events/index.ts";
import { normalized } from "../../../../../shared/schema/bounded-text.ts";
import type { Inbound } from "../../conversation.ts";
import { isAlmost, pickedBy } from "../../reading/choices.ts";
import { choiceOf, isFiveStars, labelsOf } from "./content.ts";
import { surveyLanguages } from "./phrases.ts";
import type { SurveyRun } from "./state.ts";
import { numberWords, ratingFillers, ratingMoods, skipWords } from "./words.ts";

/** `declined`: the customer refuses a question that cannot be skipped. */
export type SurveyReading = { readonly type: "answer"; readonly answer: SurveyAnswer } | { readonly type: "declined" };

/** Maximum characters kept of a customer's own words. */
const textKept = 2_000;
/** Maximum length of a free-text answer to a closed question. Longer messages are about something else. */
const longestChoice = 80;

/**
 * Reads a message as the answer to the open question. Undefined when the message is about something else, such as a
 * question or a request for a person. Bare numbers and free text count only while nothing else has been discussed
 * since.
 */
export function readAnswer(run: SurveyRun, inbound: Inbound): SurveyReading | undefined {
  const picked = inbound.choiceId === null ? undefined : choiceOf(run, inbound.choiceId);
  if (picked) return pickedAnswer(run, picked, inbound.at);
  const question = run.questions[run.index];
  const text = inbound.text.trim();
  if (!question || text === "" || /[?؟？]/.test(text)) return undefined;
  if (topicsOf(text).some((flag) => flag === "customer_request_escalation" || flag === "medical_complexity_high"))
    return undefined;
  const fresh = run.asides === 0;
  const { id: questionId } = question;
  const { at } = inbound;
  const said = words(text).join(" ");
  if (fresh && skipWords.has(said)) {
    return question.optional ? { type: "answer", answer: { type: "skipped", questionId, at } } : { type: "declined" };
  }
  if (question.type === "text")
    return fresh
      ? { type: "answer", answer: { type: "text", questionId, text: [...text].slice(0, textKept).join(""), at } }
      : undefined;
  if (question.type === "rating") {
    const rating = ratingIn(text, question, fresh);
    return rating === undefined ? undefined : { type: "answer", answer: { type: "rating", questionId, rating, at } };
  }
  const option = optionIn(text, question.options, fresh);
  return option === undefined ? undefined : { type: "answer", answer: { type: "option", questionId, option, at } };
}

function pickedAnswer(
  run: SurveyRun,
  { index, place }: { readonly index: number; readonly place: number },
  at: string,
): SurveyReading | undefined {
  const question = run.questions[index];
  if (!question || index > run.index) return undefined;
  const { id: questionId } = question;
  if (question.type === "rating")
    return place < 5
      ? { type: "answer", answer: { type: "rating", questionId, rating: question.scale.min + place, at } }
      : undefined;
  const option = question.type === "multiple_choice" ? question.options[place] : undefined;
  return option === undefined ? undefined : { type: "answer", answer: { type: "option", questionId, option, at } };
}

type RatingQuestion = Extract<SurveyQuestion, { type: "rating" }>;

/**
 * Reads `4`, `four`, `4/5`, `4 out of 5`, `4 stars`, `⭐⭐⭐⭐`, `I'd give it a 4`, `very good`. Undefined when the text is
 * no rating.
 */
function ratingIn(text: string, question: RatingQuestion, fresh: boolean): number | undefined {
  const { min, max } = question.scale;
  const within = (value: number | undefined) =>
    value !== undefined && value >= min && value <= max ? value : undefined;
  const plain = asciiDigits(normalized(text, "NFKC").toLowerCase()).replace(/[\ufe0f\u20e3]/g, "");
  const stars = plain.match(/[★⭐🌟]/gu)?.length ?? 0;
  if (stars > 0 && !/\d/.test(plain)) return within(stars);
  const [, of, whole] = /(?:^|\s)(\d{1,3}(?:\.\d)?)\s?(?:\/|out of|of)\s?(\d{1,3})(?!\d)/.exec(plain) ?? [];
  if (of !== undefined) return Number(whole) === max ? within(Math.round(Number(of))) : undefined;
  const [, counted] = /(?:^|\s)(\d{1,3})\s?(?:stars?|points?|★|⭐|🌟)/u.exec(plain) ?? [];
  if (counted !== undefined) return within(Number(counted));
  if (plain.length > longestChoice || !fresh) return undefined;
  const found = plain.match(/\d+(?:\.\d+)?|[\p{L}\p{M}'’]+/gu) ?? [];
  const numbers = found.flatMap((word) => (/^\d/.test(word) ? Number(word) : (numberWords.get(word) ?? [])));
  const others = found.filter((word) => !/^\d/.test(word) && !numberWords.has(word) && !ratingFillers.has(word));
  const [number] = numbers;
  if (numbers.length === 1 && number !== undefined && others.length === 0) return within(Math.round(number));
  return isFiveStars(question) ? moodIn(text, question) : undefined;
}

/** Reads the words for 1 to 5 in the supported languages. Tolerates a typo. */
function moodIn(text: string, question: RatingQuestion): number | undefined {
  const said = words(text).join(" ");
  const mood = ratingMoods.get(said);
  if (mood !== undefined) return mood;
  for (const language of surveyLanguages) {
    const labels = labelsOf(question, language);
    const place = labels.findIndex((label) => isAlmost(said, words(label).join(" ")));
    if (place >= 0) return place + 1;
  }
  return undefined;
}

/** The option that a text names: by its label, its number, or a word that only this option has (`a friend told me`). */
function optionIn(text: string, options: readonly string[], fresh: boolean): string | undefined {
  const choices = options.map((label, place) => ({ id: String(place), label }));
  const picked = pickedBy(text, choices, { byNumber: fresh });
  if (picked) return picked.label;
  const said = words(text);
  if (text.length > longestChoice) return undefined;
  const [only] = said;
  const number = only !== undefined && said.length === 1 && fresh ? numberWords.get(only) : undefined;
  if (number !== undefined) return options[number - 1];
  const naming = options.filter((option) =>
    words(option).some((word) => word.length >= 4 && said.some((each) => isAlmost(each, word))),
  );
  return naming.length === 1 ? naming[0] : undefined;
}

function words(text: string): string[] {
  return (
    normalized(text, "NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
