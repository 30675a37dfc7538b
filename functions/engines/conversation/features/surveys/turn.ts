import { firstTrigger } from "../../../../../shared/agent/signals/escalation.ts";
import { isSpoken } from "../../../../../shared/channels/definitions.ts";
import { bookingStepOf, bookingToolsOf } from "../../../../../shared/contracts/bookings/bookings.ts";
import { questionsFor } from "../../../../../shared/contracts/surveys/surveys.ts";
import { type Content, textContent } from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { Consequences, FeatureTurn, Preparation, TurnEnd, TurnPart } from "../turn-part.ts";
import { readAnswer, type SurveyReading } from "./answer.ts";
import { questionContent } from "./content.ts";
import { surveyPhrases } from "./phrases.ts";
import { closingTask, endSurvey, isVeryLow, startSurvey, surveyRefusal, withAnswer } from "./run.ts";
import type { Survey, SurveyRun, surveyState } from "./state.ts";

interface Found {
  readonly reading: SurveyReading;
  /** The whole turn is the answer, so the feature itself replies. */
  readonly alone: boolean;
}

type State = typeof surveyState;
type Conversation = ConversationWith<State>;
type Running = Survey & { readonly run: SurveyRun };

const afterBooking = "post_booking";

/**
 * Asks the tenant's survey questions after a booking and reads the answers to the running survey. Messages that are no
 * answer go to the agent as usual. The question then stays open, is asked once more, and is dropped after that.
 */
export const surveysTurn: TurnPart<State> = {
  prepare(turn): Preparation | undefined {
    const { conversation, inbound, config, signals } = turn;
    const survey = runningSurvey(conversation);
    if (!survey || conversation.status !== "active") return undefined;
    const readings = inbound.map((each) => readAnswer(survey.run, each));
    const reading = readings.find((each) => each !== undefined);
    if (!reading) return undefined;
    const low = reading.type === "answer" && isVeryLow(survey.run, reading.answer);
    const flags = low ? ["low_rating"] : [];
    const others = readings.filter((each) => each === undefined).length;
    const said = reading.type === "answer" && reading.answer.type === "text" ? signals : withoutMood(signals);
    const wantsPerson = firstTrigger(config, { ...said, flags: [...said.flags, ...flags] }, conversation.channel);
    if (others > 0 || wantsPerson) {
      const notes = [
        "The customer has just answered a question of our survey. The service sees to that: say nothing of it.",
      ];
      const found: Found = { reading, alone: false };
      return { type: "brief", briefing: { notes, sources: [] }, tools: [], flags, found };
    }
    const found: Found = { reading, alone: true };
    return { type: "reply", content: nextContent(surveyAfter(survey, reading), reading, conversation.language), found };
  },

  conclude(turn, { outcome, next, engagement, found: before, now }): Consequences<State> | undefined {
    const found = before as Found | undefined;
    const survey = runningSurvey(turn.conversation);
    const talking = outcome.status === "reply" && next.status === "active" && !engagement.hasOptedOut;
    if (!survey) return talking ? begin(turn, { outcome, next, engagement, now }) : undefined;
    if (turn.conversation.status !== "active") return undefined;
    if (!found) return afterAside(turn, survey, { next, engagement, talking, now });
    const answered = surveyAfter(survey, found.reading);
    const language = found.alone ? turn.conversation.language : next.language;
    const spoken = talking && !found.alone ? nextContent(answered, found.reading, language) : undefined;
    const isOver = found.reading.type === "declined" || answered.run.index >= answered.run.questions.length;
    const status = found.reading.type === "declined" ? "declined" : "completed";
    const end = isOver ? endSurvey(turn.conversation, answered, { status, now }) : undefined;
    return {
      conversation: { survey: end?.survey ?? answered, language },
      messages: spoken ? [spoken] : [],
      publish: end?.publish ?? [],
      cancel: end?.cancel ?? [],
    };
  },
};

/** The survey whose question was sent to the customer. */
function runningSurvey({ survey, recent }: Pick<Conversation, "survey" | "recent">): Running | undefined {
  const run = survey?.run;
  if (!survey || !run) return undefined;
  const said = run.status === "asking" || recent.some(({ id }) => id === deriveId(run.requestId ?? "", "message"));
  return said ? { ...survey, run } : undefined;
}

function surveyAfter(survey: Running, reading: SurveyReading): Running {
  if (reading.type === "declined") return survey;
  const next = withAnswer(survey, survey.run, reading.answer);
  return { ...next, run: next.run ?? survey.run };
}

function nextContent({ run }: Running, reading: SurveyReading, language: string): Content {
  const phrases = surveyPhrases(language);
  if (reading.type === "declined") return textContent(phrases.declined);
  const low = run.answers.some((answer) => isVeryLow(run, answer));
  return questionContent(run, language) ?? textContent(low ? phrases.sorry : phrases.thanks);
}

/**
 * A turn about something else. The second one since the question was asked repeats the question. The second one after
 * that ends the survey.
 */
function afterAside(
  { conversation, signals }: FeatureTurn<State>,
  survey: Running,
  {
    next,
    engagement,
    talking,
    now,
  }: Pick<TurnEnd<State>, "next" | "engagement" | "now"> & { readonly talking: boolean },
): Consequences<State> {
  const { run } = survey;
  const asides = run.asides + 1;
  if (engagement.hasOptedOut || (run.putAgain && asides >= 2)) {
    const status = engagement.hasOptedOut ? "declined" : "abandoned";
    const end = endSurvey(conversation, survey, { status, now });
    return { conversation: { survey: end.survey }, publish: end.publish, cancel: end.cancel };
  }
  const again = talking && asides >= 2 && !isUpset(signals.flags) ? questionContent(run, next.language) : undefined;
  const waiting: SurveyRun = {
    ...run,
    status: "asking",
    asides: again ? 0 : asides,
    putAgain: run.putAgain || !!again,
  };
  return { conversation: { survey: { ...survey, run: waiting } }, messages: again ? [again] : [] };
}

function begin(
  { tenantId, turnId, conversation, config, signals }: FeatureTurn<State>,
  { outcome, next, engagement, now }: Pick<TurnEnd<State>, "outcome" | "next" | "engagement" | "now">,
): Consequences<State> | undefined {
  const questions = questionsFor(config, afterBooking);
  if (questions.length === 0 || isVoice(conversation) || isUpset(signals.flags)) return undefined;
  if (engagement.awaitsAnswer) return undefined;
  const tools = bookingToolsOf(config);
  if (!outcome.toolCalls.some((call) => bookingStepOf(call, tools) === "completed")) return undefined;
  if (surveyRefusal(next, { config, trigger: afterBooking, hasOptedOut: engagement.hasOptedOut, now }) !== undefined)
    return undefined;
  const id = deriveId("survey", tenantId, conversation.id, turnId);
  const survey = startSurvey(next.survey, {
    id,
    trigger: afterBooking,
    status: "asking",
    requestId: null,
    questions,
    now,
  });
  const first = survey.run && questionContent(survey.run, next.language);
  if (!survey.run || !first) return undefined;
  return {
    conversation: { survey },
    messages: [first],
    schedule: [closingTask(survey.run, conversation.id, config)],
  };
}

/** A call has no second message. */
function isVoice({ channel }: Conversation): boolean {
  return isSpoken(channel);
}

function isUpset(flags: readonly string[]): boolean {
  return flags.includes("complaint") || flags.includes("negative_sentiment");
}

/** Ignores the mood of choice labels: `Very poor` is a rating, not a mood. */
function withoutMood<S extends FeatureTurn["signals"]>(signals: S): S {
  return { ...signals, sentiment_score: 0.5, flags: signals.flags.filter((flag) => !flag.endsWith("_sentiment")) };
}
