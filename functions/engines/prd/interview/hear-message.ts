import { answerOfPrompt } from "./answer-of-prompt.ts";
import { contradictions, settled, wayOf } from "./contradictions.ts";
import {
  type InterviewLanguage,
  type InterviewQuestion,
  interviewQuestions,
  questionOf,
  type Words,
} from "./questions.ts";
import { answersByLetter, isSkipped, isUnderstood, isYes } from "./read-answer.ts";
import type { ResearchPrompt } from "./research-prompts.ts";
import { type AskedQuestion, type Interview, interviewLimits, openQuestions } from "./session.ts";
import { villageHint } from "./village-hints.ts";

export const sayings = {
  howToAnswer: {
    en: "I cannot tell which question this answers. Begin each answer with its letter, such as a) …",
    hi: "समझ नहीं आया कि यह किस सवाल का जवाब है। हर जवाब के आगे उसका अक्षर लिखें, जैसे a) …",
  },
  stillOpen: { en: "Thank you. Still open:", hi: "धन्यवाद। अभी बाकी है:" },
  done: {
    en: "Thank you. The document is written; what nobody knows yet stands under its open questions.",
    hi: "धन्यवाद। दस्तावेज़ तैयार है; जो अभी किसी को पता नहीं, वह खुले सवालों में है।",
  },
  number: { en: "the number of a choice, such as 1 or 2", hi: "विकल्प की संख्या, जैसे 1 या 2" },
  unclear: {
    en: {
      text: "please say it in other words",
      "yes-no": "yes, or no",
      languages: "the names of languages",
      hours: "times, such as 9 am to 6 pm",
      number: "a number from 0 to 100",
      count: "a whole number, such as 10",
      steps: "the steps, one a line",
    },
    hi: {
      text: "कृपया दूसरे शब्दों में बताएँ",
      "yes-no": "हाँ, या नहीं",
      languages: "भाषाओं के नाम",
      hours: "समय, जैसे सुबह 9 बजे से शाम 6 बजे",
      number: "0 से 100 तक की संख्या",
      count: "पूरी संख्या, जैसे 10",
      steps: "कदम, हर पंक्ति में एक",
    },
  },
} as const;

/** The interview with the answers of a message. Pure. `byModel` says what a model made of a message without letters. */
export function withAnswers(interview: Interview, text: string, byModel?: ReadonlyMap<string, string>): Interview {
  const open = openQuestions(interview);
  const given =
    answersByLetter(
      text,
      open.map(({ letter }) => letter),
    ) ??
    byModel ??
    new Map<string, string>();
  let answers: ReadonlyMap<string, string> = new Map(Object.entries(interview.answers));
  const asked = interview.asked.map((question): AskedQuestion => {
    const answer =
      question.status === "open" ? given.get(question.letter)?.slice(0, interviewLimits.answer) : undefined;
    if (answer === undefined) return question;
    if (isSkipped(answer)) return { ...question, status: "skipped", answer };
    const cross = contradictions.find(({ id }) => id === (question.clarifies ?? question.id));
    if (cross !== undefined) {
      const way = wayOf(answer);
      const outcome = way === undefined ? undefined : cross.ways[way];
      if (outcome === undefined) return { ...question, status: "unclear", answer };
      answers = settled(answers, outcome, interview.language);
      return { ...question, status: "answered", answer };
    }
    const prompt = interview.research?.prompts.find(({ id }) => id === (question.clarifies ?? question.id));
    if (prompt !== undefined) {
      const found = answerOfPrompt(prompt, answer);
      if (found === undefined) return { ...question, status: "unclear", answer };
      if (found !== "wrong") answers = new Map(answers).set(prompt.target, found);
      return { ...question, status: "answered", answer };
    }
    const target = question.clarifies ?? question.id;
    const kind = questionOf(target)?.kind ?? "text";
    if (!isUnderstood(kind, answer)) return { ...question, status: "unclear", answer };
    answers = new Map(answers).set(target, answer);
    return { ...question, status: "answered", answer };
  });
  return { ...interview, asked, answers: Object.fromEntries(answers) };
}

export interface ToAsk {
  readonly id: string;
  readonly clarifies: string | null;
  readonly text: string;
}

/**
 * The interview with its next batch, when none is open: what was not understood, then contradictions, then the next
 * questions. Pure. Each id is asked once, in at most twelve batches of at most four.
 */
export function withNextBatch(interview: Interview): Interview {
  if (openQuestions(interview).length > 0) return interview;
  const next = interview.batch >= interviewLimits.batches ? [] : nextQuestions(interview);
  if (next.length === 0) return { ...interview, status: "finished" };
  const batch = interview.batch + 1;
  const asked = next.map((each, index): AskedQuestion => {
    return { ...each, letter: "abcd"[index] ?? "d", batch, status: "open", answer: null };
  });
  return { ...interview, batch, asked: [...interview.asked, ...asked] };
}

/** What was not understood, contradictions, what research left uncertain, then the interview's own questions. */
function nextQuestions(interview: Interview): readonly ToAsk[] {
  const { asked, language, research } = interview;
  const known = new Set(asked.map(({ id }) => id));
  const [objectives, ...others] = interviewQuestions;
  const own = (questions: readonly InterviewQuestion[]) => dueQuestions(interview, questions);
  const opening = objectives === undefined ? [] : own([objectives]);
  if (opening.length > 0) return opening;
  const prompts = research?.prompts ?? [];
  const unclear = asked
    .filter(({ status, clarifies }) => status === "unclear" && clarifies === null)
    .map(
      (question): ToAsk => ({
        id: `${question.id}.clearly`,
        clarifies: question.id,
        text: clarification(question, language, prompts),
      }),
    );
  const all = new Map(Object.entries(interview.answers));
  const crossed = contradictions
    .filter(({ holds }) => holds(all))
    .map(({ id, ask }): ToAsk => ({ id, clarifies: null, text: ask[language] }));
  const uncertain = prompts
    .filter(({ type }) => type !== "confirm")
    .map(({ id, text }): ToAsk => ({ id, clarifies: null, text }));
  const first = [...unclear, ...crossed, ...uncertain].filter(({ id }) => !known.has(id));
  const settling = new Set(uncertain.map(({ id }) => id).filter((id) => !known.has(id)));
  const targets = new Set(prompts.filter(({ id }) => settling.has(id)).map(({ target }) => target));
  const due = own(others).filter(({ id }) => !targets.has(id));
  return [...first, ...due].slice(0, interviewLimits.perBatch);
}

/** Those that nothing has answered yet. What research found is confirmed in place of the question. */
export function dueQuestions(
  { asked, answers, language, research, village }: Interview,
  questions: readonly InterviewQuestion[] = interviewQuestions,
): readonly ToAsk[] {
  const known = new Set(asked.map(({ id }) => id));
  const all = new Map(Object.entries(answers));
  const prompts = research?.prompts ?? [];
  return questions
    .filter(({ id, afterYes }) => {
      const isFound = all.has(id) || isLeftOpen(id, asked, prompts);
      return !known.has(id) && !isFound && (afterYes === undefined || isYes(all.get(afterYes) ?? ""));
    })
    .map(({ id, ask }) => {
      const found = prompts.find((prompt) => prompt.target === id && !known.has(prompt.id));
      const hint = villageHint(id, village, language);
      const plain = hint === undefined ? ask[language] : `${ask[language]} (${hint})`;
      return { id: found?.id ?? id, clarifies: null, text: found?.text ?? plain };
    });
}

/** True for a question whose finding was asked about and not settled: it becomes an open question of the document. */
function isLeftOpen(id: string, asked: Interview["asked"], prompts: readonly ResearchPrompt[]): boolean {
  const ids = new Set(prompts.filter(({ target }) => target === id).map((prompt) => prompt.id));
  const about = asked.filter((question) => ids.has(question.clarifies ?? question.id));
  return about.length > 0 && about.every(({ status }) => status === "skipped" || status === "unclear");
}

function clarification(
  { id, answer }: AskedQuestion,
  language: InterviewLanguage,
  prompts: readonly ResearchPrompt[],
): string {
  const type = prompts.find((prompt) => prompt.id === id)?.type;
  const ownKind = questionOf(id)?.kind;
  const kind = type === "confirm" ? "yes-no" : type === "gap" ? "text" : ownKind;
  const words = kind === undefined ? sayings.number[language] : sayings.unclear[language][kind];
  const heard = (answer ?? "").replace(/\s+/g, " ").slice(0, 80);
  const text: Words = {
    en: `I did not understand “${heard}”. What I need is: ${words}.`,
    hi: `“${heard}” समझ नहीं आया। मुझे चाहिए: ${words}।`,
  };
  return text[language];
}

/** The open questions as one message. */
export function questionsText(interview: Interview, heard: boolean): string {
  const open = openQuestions(interview);
  if (open.length === 0) return sayings.done[interview.language];
  const isOld = interview.asked.some(({ batch, status }) => batch === interview.batch && status !== "open");
  if (isOld || !heard) {
    const words = heard ? sayings.stillOpen[interview.language] : sayings.howToAnswer[interview.language];
    return `${words} ${open.map(({ letter }) => letter).join(", ")}`;
  }
  return open.map(({ letter, text }) => `${letter}) ${text}`).join("\n");
}
