import { collectingState } from "./data-collection/state.ts";
import type { Feature } from "./feature.ts";
import type { StateShape } from "./feature-state.ts";
import { idleState } from "./idle/state.ts";
import { offersEngagement, offersState } from "./offers/state.ts";
import { optOutAfter, optOutState } from "./opt-out/state.ts";
import { appointmentsState } from "./reminders/state.ts";
import { bookingState } from "./retargeting/state.ts";
import { surveyEngagement, surveyState } from "./surveys/state.ts";

/**
 * Every feature of conversations, in the order in which turns ask them. An entry is what every function loads of a
 * feature; the rest is loaded by the functions that run it.
 */
const all = [
  /** STOP, START and HELP, and opt-outs that providers report. */
  feature({
    name: "keywords",
    turn: async () => (await import("./opt-out/turn.ts")).optOutTurn,
    state: optOutState,
    settle: ({ optOut }, reports, now) => ({ optOut: optOutAfter(optOut, reports, now) }),
    engagement: ({ optOut }) => ({ hasOptedOut: optOut !== null }),
    steps: [
      {
        name: "conversation-take-opt-out",
        instances: "recording",
        load: async (dependencies) => (await import("./opt-out/take-opt-out.ts")).takeOptOutStep(dependencies),
      },
    ],
  }),

  /** Instagram accounts whose messages are kept for people. */
  feature({ name: "auto-reply", state: {}, turn: async () => (await import("./auto-reply.ts")).autoReplyTurn }),

  /** What customers tell of themselves is noticed, confirmed and kept with the customer. */
  feature({
    name: "data-collection",
    turn: async () => (await import("./data-collection/turn.ts")).dataCollectionTurn,
    state: collectingState,
  }),

  /** A booking that the customer leaves unfinished is followed up. */
  feature({
    name: "retargeting",
    turn: async () => (await import("./retargeting/turn.ts")).retargetingTurn,
    state: bookingState,
    endSession: () => ({ booking: null }),
  }),

  /** Reminders of appointments that tools made. */
  feature({
    name: "reminders",
    turn: async () => (await import("./reminders/turn.ts")).remindersTurn,
    state: appointmentsState,
  }),

  /** A session that is idle for as long as the tenant says is closed. */
  feature({
    name: "idle",
    turn: async () => (await import("./idle/turn.ts")).idleTurn,
    state: idleState,
    steps: [
      {
        name: "conversation-close-idle",
        instances: "recording",
        load: async (dependencies) => (await import("./idle/close-idle.ts")).closeIdleStep(dependencies),
      },
    ],
  }),

  /** Calls by a person at a time that the customer named. */
  feature({
    name: "callbacks",
    turn: async () => (await import("./callbacks/turn.ts")).callbacksTurn,
    state: {},
    steps: [
      {
        name: "conversation-call-back",
        instances: "speaking",
        load: async (dependencies) => (await import("./callbacks/call-back.ts")).callBackStep(dependencies),
      },
    ],
  }),

  /** Payments that a turn asks for, and what became of them. */
  feature({
    name: "payments",
    turn: async () => (await import("./payments/turn.ts")).paymentsTurn,
    state: {},
    steps: [
      {
        name: "conversation-note-payment",
        instances: "recording",
        load: async (dependencies) => (await import("./payments/note-payment.ts")).notePaymentStep(dependencies),
      },
      {
        name: "conversation-payment-ticket",
        instances: "recording",
        load: async (dependencies) => (await import("./payments/payment-ticket.ts")).paymentTicketStep(dependencies),
      },
    ],
  }),

  /** One product more, offered when a tenant's trigger holds, and what became of the offer. */
  feature({
    name: "cross-sell",
    turn: async () => (await import("./offers/turn.ts")).offersTurn,
    state: offersState,
    payments: async () => (await import("./offers/paid-offers.ts")).offersPayments,
    engagement: offersEngagement,
  }),

  /** Questions to customers after a booking, at a conversation's end, and when the tenant's systems ask for it. */
  feature({
    name: "surveys",
    turn: async () => (await import("./surveys/turn.ts")).surveysTurn,
    state: surveyState,
    engagement: surveyEngagement,
    steps: [
      {
        name: "conversation-start-survey",
        instances: "recording",
        load: async (dependencies) => (await import("./surveys/start-survey.ts")).startSurveyStep(dependencies),
      },
      {
        name: "conversation-settle-survey",
        instances: "recording",
        load: async (dependencies) => (await import("./surveys/settle-survey.ts")).settleSurveyStep(dependencies),
      },
      {
        name: "conversation-survey-at-end",
        instances: "recording",
        load: async (dependencies) => (await import("./surveys/survey-at-end.ts")).surveyAtEndStep(dependencies),
      },
      {
        name: "conversation-close-survey",
        instances: "recording",
        load: async (dependencies) => (await import("./surveys/close-survey.ts")).closeSurveyStep(dependencies),
      },
    ],
  }),

  /** The agent is told when it goes in circles. */
  feature({ name: "repetition", state: {}, turn: async () => (await import("./repetition.ts")).repetitionTurn }),
] as const;

export const features: readonly Feature<StateShape>[] = all;

/** The fields of all features together. */
export type FeatureState = Intersection<(typeof all)[number]["state"]>;

export const featureState = Object.assign({}, ...all.map(({ state }) => state)) as FeatureState;

/** Holds an entry to the types of its own state. */
function feature<S extends StateShape>(entry: Feature<S>): Feature<S> {
  return entry;
}

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (each: infer All) => void
  ? All
  : never;
