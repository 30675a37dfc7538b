import {
  approvalRequested,
  bookingMade,
  callbackRequested,
  conversationIdleDue,
  customerDataCollected,
  followUpRequested,
  followUpWithdrawn,
  messageRequested,
  missingCapabilityRequested,
  offerAnswered,
  offerMade,
  offerSold,
  optOutChanged,
  optOutReported,
  paymentRequested,
  questionUnanswered,
  surveyCloseDue,
  surveyCompleted,
} from "../../../../shared/events/index.ts";
import { colleagueState } from "./colleague-in-app/state.ts";
import { confirmationState } from "./confirmations/state.ts";
import { collectingState } from "./data-collection/state.ts";
import type { Feature } from "./feature.ts";
import type { StateShape } from "./feature-state.ts";
import { identityState } from "./identity/state.ts";
import { idleState } from "./idle/state.ts";
import { offersEngagement, offersState } from "./offers/state.ts";
import { optOutAfter, optOutState } from "./opt-out/state.ts";
import { appointmentsState } from "./reminders/state.ts";
import { bookingState } from "./retargeting/state.ts";
import { surveyEngagement, surveyState } from "./surveys/state.ts";

/**
 * Every conversation feature, in the order in which turns run them. Every function loads this list. A feature's other
 * files load only in the functions that run them.
 */
const all = [
  /** STOP, START and HELP, and opt-outs reported by providers. */
  feature({
    name: "keywords",
    turn: async () => (await import("./opt-out/turn.ts")).optOutTurn,
    publishes: [optOutChanged, optOutReported],
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

  /** Customers who prove who they are, by a code or by what they know. */
  feature({
    name: "identity",
    turn: async () => (await import("./identity/turn.ts")).identityTurn,
    publishes: [messageRequested],
    state: identityState,
    beginSession: () => ({ identity: null, identityCode: null }),
  }),

  /** Colleagues who answer in the WhatsApp Business app or the Instagram app take the conversation over. */
  feature({
    name: "colleague-in-app",
    state: colleagueState,
    steps: [
      {
        name: "conversation-hear-colleague",
        instances: "recording",
        load: async (dependencies) =>
          (await import("./colleague-in-app/hear-colleague.ts")).hearColleagueStep(dependencies),
      },
      {
        name: "conversation-end-app-pause",
        instances: "recording",
        load: async (dependencies) => (await import("./colleague-in-app/end-pause.ts")).endPauseStep(dependencies),
      },
    ],
  }),

  /** Instagram accounts whose messages are recorded for people. */
  feature({ name: "auto-reply", state: {}, turn: async () => (await import("./auto-reply.ts")).autoReplyTurn }),

  /** Voice notes that were not understood, and files that the agent cannot read. */
  feature({
    name: "voice-notes",
    state: {},
    turn: async () => (await import("./voice-notes/turn.ts")).voiceNotesTurn,
  }),

  /** What a caller sends by WhatsApp during the call. */
  feature({
    name: "files-in-calls",
    state: {},
    turn: async () => (await import("./files-in-calls/turn.ts")).filesInCallsTurn,
  }),

  /** Calls of tools that wait for the customer's yes. */
  feature({
    name: "confirmations",
    turn: async () => (await import("./confirmations/turn.ts")).confirmationsTurn,
    publishes: [approvalRequested],
    state: confirmationState,
    steps: [
      {
        name: "conversation-run-approved",
        instances: "calling",
        load: async (dependencies) => (await import("./confirmations/run-approved.ts")).runApprovedStep(dependencies),
      },
    ],
    endSession: () => ({ waitingCall: null }),
  }),

  /** Detects customers' personal details, confirms them and stores them with the customer. */
  feature({
    name: "data-collection",
    turn: async () => (await import("./data-collection/turn.ts")).dataCollectionTurn,
    publishes: [customerDataCollected, messageRequested],
    state: collectingState,
  }),

  /** Follows up on bookings that customers leave unfinished. */
  feature({
    name: "retargeting",
    turn: async () => (await import("./retargeting/turn.ts")).retargetingTurn,
    publishes: [followUpRequested],
    state: bookingState,
    endSession: () => ({ booking: null }),
  }),

  /** Tells of bookings made by tools, for those who measure them. */
  feature({
    name: "bookings",
    turn: async () => (await import("./bookings/turn.ts")).bookingsTurn,
    publishes: [bookingMade],
    state: {},
  }),

  /** Reminds customers of appointments made by tools. */
  feature({
    name: "reminders",
    turn: async () => (await import("./reminders/turn.ts")).remindersTurn,
    publishes: [followUpRequested, followUpWithdrawn],
    state: appointmentsState,
  }),

  /** Closes sessions after the tenant's idle period. */
  feature({
    name: "idle",
    turn: async () => (await import("./idle/turn.ts")).idleTurn,
    schedules: [conversationIdleDue],
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
    publishes: [callbackRequested],
    state: {},
    steps: [
      {
        name: "conversation-call-back",
        instances: "speaking",
        load: async (dependencies) => (await import("./callbacks/call-back.ts")).callBackStep(dependencies),
      },
    ],
  }),

  /** Follows payments requested in a turn. */
  feature({
    name: "payments",
    turn: async () => (await import("./payments/turn.ts")).paymentsTurn,
    publishes: [paymentRequested],
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

  /** Offers one more product when a tenant's trigger holds, and follows the outcome. */
  feature({
    name: "cross-sell",
    turn: async () => (await import("./offers/turn.ts")).offersTurn,
    publishes: [offerMade, offerAnswered, offerSold],
    state: offersState,
    payments: async () => (await import("./offers/paid-offers.ts")).offersPayments,
    engagement: offersEngagement,
  }),

  /** Surveys after a booking, at a conversation's end, or on request of the tenant's systems. */
  feature({
    name: "surveys",
    turn: async () => (await import("./surveys/turn.ts")).surveysTurn,
    publishes: [surveyCompleted],
    schedules: [surveyCloseDue],
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

  /** Tells the agent what it cannot do yet, and reports what customers ask for. */
  feature({
    name: "missing-capabilities",
    turn: async () => (await import("./missing-capabilities/turn.ts")).missingCapabilitiesTurn,
    publishes: [missingCapabilityRequested],
    state: {},
  }),

  /** Reports what customers ask and nothing answers. */
  feature({
    name: "unanswered-questions",
    turn: async () => (await import("./unanswered-questions/turn.ts")).unansweredQuestionsTurn,
    publishes: [questionUnanswered],
    state: {},
  }),

  /** Tells the agent what operators who follow the conversation whisper to it. */
  feature({ name: "whispers", state: {}, turn: async () => (await import("./whispers/turn.ts")).whispersTurn }),

  /** Tells the agent when the conversation goes in circles. */
  feature({ name: "repetition", state: {}, turn: async () => (await import("./repetition.ts")).repetitionTurn }),
] as const;

export const features: readonly Feature<StateShape>[] = all;

/** The combined fields of all features. */
export type FeatureState = Intersection<(typeof all)[number]["state"]>;

export const featureState = Object.assign({}, ...all.map(({ state }) => state)) as FeatureState;

/** Checks an entry against the types of its own state. */
function feature<S extends StateShape>(entry: Feature<S>): Feature<S> {
  return entry;
}

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (each: infer All) => void
  ? All
  : never;
