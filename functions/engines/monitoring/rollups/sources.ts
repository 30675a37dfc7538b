import type { Measurement } from "../../../../shared/contracts/metrics/measurements.ts";
import type { WrittenCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { surveyRatings } from "../../../../shared/contracts/surveys/stars.ts";
import {
  bookingMade,
  callEnded,
  type EventType,
  measurementTaken,
  paymentSettled,
  type SurveyCompleted,
  surveyCompleted,
  turnFailed,
} from "../../../../shared/events/index.ts";

export interface Taken extends Pick<Measurement, "source" | "at" | "conversationId" | "agent" | "channel"> {
  readonly add: WrittenCounters;
  readonly gauges?: Readonly<Record<string, number>> | undefined;
  /** The call whose cost is added. */
  readonly callId?: string;
}

export interface Source<T> {
  readonly on: EventType<T>;
  /** What an event tells, named so that it is counted once. Pure. */
  measure(data: T, event: { readonly id: string; readonly occurredAt: string }): Taken;
}

/** What is counted besides turns, by the step that records it. */
export const sources = {
  "metrics-record-measurement": source(measurementTaken, ({ add, ...taken }) => ({
    ...taken,
    add: add as WrittenCounters,
  })),
  "metrics-record-survey": source(surveyCompleted, (survey) => ({
    source: `survey ${survey.surveyId}`,
    at: survey.endedAt,
    conversationId: survey.conversationId,
    agent: null,
    channel: survey.channel,
    add: ratingsOf(survey),
  })),
  "metrics-record-payment": source(
    paymentSettled,
    ({ paymentId, status, conversationId, amountMinor, currency, at }) => ({
      source: `payment ${status} ${paymentId}`,
      at,
      conversationId,
      agent: null,
      channel: null,
      add:
        status === "paid"
          ? { conversions: 1, revenueMinor: { [currency]: amountMinor } }
          : { revenueMinor: { [currency]: -amountMinor } },
    }),
  ),
  "metrics-record-booking": source(bookingMade, ({ conversationId, ref, at }) => ({
    source: `booking ${conversationId} ${ref}`,
    at,
    conversationId,
    agent: null,
    channel: null,
    add: { conversions: 1 },
  })),
  "metrics-record-call": source(callEnded, ({ callId, conversationId, outcome, durationMs }, { occurredAt }) => ({
    source: `call ${callId}`,
    at: occurredAt,
    conversationId,
    agent: null,
    channel: null,
    add: { calls: { count: 1, ms: Math.round(durationMs), outcomes: { [outcome]: 1 } } },
    callId,
  })),
  "metrics-record-failed-turn": source(turnFailed, ({ conversationId, message }, { id, occurredAt }) => ({
    source: `failed turn ${id}`,
    at: occurredAt,
    conversationId,
    agent: null,
    channel: message?.channel ?? null,
    add: { errors: { turn: 1 } },
  })),
};

function source<T>(on: EventType<T>, measure: Source<T>["measure"]): Source<T> {
  return { on, measure };
}

/** Ratings on any scale as 1 to 5. A scale from 0 to 10 is that of recommendations. */
function ratingsOf(survey: SurveyCompleted): WrittenCounters {
  const { stars, recommendations } = surveyRatings(survey);
  const histogram: Record<string, number> = {};
  const nps = { promoters: 0, passives: 0, detractors: 0 };
  for (const rating of recommendations) nps[rating >= 9 ? "promoters" : rating >= 7 ? "passives" : "detractors"] += 1;
  let sumHundredths = 0;
  for (const rating of stars) {
    sumHundredths += Math.round(rating * 100);
    const rounded = String(Math.round(rating));
    histogram[rounded] = (histogram[rounded] ?? 0) + 1;
  }
  return { ratings: { sumHundredths, count: stars.length, histogram }, nps };
}
