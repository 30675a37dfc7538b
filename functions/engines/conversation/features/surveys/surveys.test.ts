import type { ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { Inbound } from "../../conversation.ts";
import { aConversation, anInbound, anOutcome, neutralSignals } from "../../testing/fixtures.ts";
import { engagementOf } from "../all-features.ts";
import type { FeaturePorts, FeatureTurn, Preparation } from "../turn-part.ts";
import type { surveyState } from "./state.ts";
import { surveysTurn } from "./turn.ts";

type Turn = FeatureTurn<typeof surveyState>;

const now = new Date("2026-11-22T10:00:00.000Z");
const config = minimalConfig(`
  tools: { available: [{ name: book_slot, type: api, config: { endpoint: "https://api.example.com/slots" } }] }
  business_logic:
    escalation: { triggers: [{ condition: "sentiment_score < 0.3" }] }
    surveys:
      questions:
        - { id: source, text: "How did you hear of us?", type: multiple_choice, options: [Google, Friend], trigger: post_booking }
        - { id: rated, text: "How was booking?", type: rating, trigger: post_booking }
        - { id: better, text: "What can we do better?", type: text, optional: true, trigger: post_booking }
`);
const booking: ToolCallRecord = {
  id: "call",
  name: "book_slot",
  arguments: {},
  result: { id: "b1" },
  status: "completed",
  error: null,
  durationMs: 1,
};

function turnOf(conversation: Turn["conversation"], ...texts: readonly string[]): Turn {
  const inbound = texts.map((text, index): Inbound => ({ ...anInbound, id: `m${index}`, text }));
  return {
    tenantId: "client_1" as Turn["tenantId"],
    turnId: "t1",
    conversation,
    inbound,
    config,
    signals: neutralSignals,
  };
}

function prepareSurveyTurn(turn: Turn): Preparation | undefined {
  return surveysTurn.prepare?.(turn, {} as FeaturePorts) as Preparation | undefined;
}

/** The end of the turn: the conversation after it, and its other consequences. */
function concludeSurveyTurn(turn: Turn, outcome = anOutcome(), next = turn.conversation) {
  const found = prepareSurveyTurn(turn)?.found;
  const consequences = surveysTurn.conclude?.(turn, { outcome, next, engagement: engagementOf(next, now), found, now });
  return { ...consequences, conversation: { ...next, ...consequences?.conversation } };
}

const booked = () => concludeSurveyTurn(turnOf(aConversation(), "yes"), anOutcome({ toolCalls: [booking] }));

it("asks the first question after a booking, once, and closes the survey a day later", () => {
  const { messages, schedule, conversation } = booked();
  expect(messages).toMatchObject([
    { text: "How did you hear of us?", choices: [{ label: "Google" }, { label: "Friend" }] },
  ]);
  expect(schedule).toMatchObject([{ type: "survey-close-due", at: new Date("2026-11-23T10:00:00.000Z") }]);
  const ended = { ...conversation, survey: conversation.survey && { ...conversation.survey, run: null } };
  expect(concludeSurveyTurn(turnOf(ended, "yes"), anOutcome({ toolCalls: [booking] })).messages).toBeUndefined();
});

it.each([
  ["nothing was booked", aConversation(), anOutcome()],
  ["the booking failed", aConversation(), anOutcome({ toolCalls: [{ ...booking, status: "failed" }] })],
  ["a person takes over", aConversation({ status: "escalated" }), anOutcome({ toolCalls: [booking] })],
  [
    "the customer opted out",
    aConversation({ optOut: { at: "", turnId: "", saidAt: null } }),
    anOutcome({ toolCalls: [booking] }),
  ],
  ["it is a call", aConversation({ channel: "voice" }), anOutcome({ toolCalls: [booking] })],
])("asks nothing when %s", (_, conversation, outcome) => {
  expect(concludeSurveyTurn(turnOf(conversation, "yes"), outcome)).toEqual({ conversation });
});

it("asks the questions one after the other, thanks, and publishes the answers once", () => {
  const first = turnOf(booked().conversation, "a friend");
  expect(prepareSurveyTurn(first)).toMatchObject({ type: "reply", content: { text: "How was booking?" } });
  const second = turnOf(concludeSurveyTurn(first).conversation, "5");
  expect(prepareSurveyTurn(second)).toMatchObject({
    type: "reply",
    content: { text: expect.stringContaining("do better") },
  });
  const third = turnOf(concludeSurveyTurn(second).conversation, "skip");
  expect(prepareSurveyTurn(third)).toMatchObject({
    type: "reply",
    content: { text: expect.stringContaining("Thank you") },
  });
  const end = concludeSurveyTurn(third);
  expect(end.conversation.survey?.run).toBeNull();
  expect(end.cancel).toHaveLength(1);
  expect(end.publish).toMatchObject([
    {
      type: "survey-completed",
      data: {
        status: "completed",
        answers: [
          { type: "option", option: "Friend" },
          { type: "rating", rating: 5 },
          { type: "skipped", questionId: "better" },
        ],
      },
    },
  ]);
});

it("leaves the rest of an answer's turn to the agent, then continues", () => {
  const turn = turnOf(booked().conversation, "Google", "What does it cost?");
  expect(prepareSurveyTurn(turn)).toMatchObject({ type: "brief" });
  expect(concludeSurveyTurn(turn).messages).toMatchObject([{ text: "How was booking?" }]);
});

it("waits during another topic, repeats the question once, and gives up", () => {
  const first = concludeSurveyTurn(turnOf(booked().conversation, "When are you open?"));
  expect(first.messages).toEqual([]);
  const second = concludeSurveyTurn(turnOf(first.conversation, "And on Sunday?"));
  expect(second.messages).toMatchObject([{ text: "How did you hear of us?" }]);
  const third = concludeSurveyTurn(turnOf(second.conversation, "And tomorrow?"));
  expect(third.messages).toEqual([]);
  const fourth = concludeSurveyTurn(turnOf(third.conversation, "And today?"));
  expect(fourth.publish).toMatchObject([{ type: "survey-completed", data: { status: "abandoned", answers: [] } }]);
  expect(fourth.conversation.survey?.run).toBeNull();
});

it("ends when the customer wants no questions, or no messages", () => {
  const conversation = booked().conversation;
  const declined = concludeSurveyTurn(turnOf(conversation, "no thanks"));
  expect(declined.publish).toMatchObject([{ data: { status: "declined" } }]);
  const silent = aConversation({ ...conversation, optOut: { at: "", turnId: "", saidAt: null } });
  expect(concludeSurveyTurn(turnOf(conversation, "STOP"), anOutcome(), silent).publish).toMatchObject([
    { data: { status: "declined" } },
  ]);
});

it("reads no mood from a rating's words, and a signal from a low rating", () => {
  const asked = concludeSurveyTurn(turnOf(booked().conversation, "Google")).conversation;
  const upset = { ...turnOf(asked, "Very poor"), signals: { ...neutralSignals, sentiment_score: 0.1 } };
  expect(prepareSurveyTurn(upset)).toMatchObject({ type: "reply" });
  const minding = minimalConfig(`
  business_logic: { escalation: { triggers: [low_rating] } }
`);
  expect(prepareSurveyTurn({ ...upset, config: minding })).toMatchObject({ type: "brief", flags: ["low_rating"] });
  expect(concludeSurveyTurn(upset).conversation.survey?.lowRatedAt).toBe(anInbound.at);
});

it("keeps a complaint as a free-text answer and lets it reach a person", () => {
  const rated = concludeSurveyTurn(turnOf(booked().conversation, "Google")).conversation;
  const asked = concludeSurveyTurn(turnOf(rated, "4")).conversation;
  const turn = {
    ...turnOf(asked, "Terrible, I waited two hours"),
    signals: { ...neutralSignals, sentiment_score: 0.1 },
  };
  expect(prepareSurveyTurn(turn)).toMatchObject({ type: "brief" });
  const escalated = anOutcome({ status: "escalate", reason: "r", action: "a", priority: "high", text: "" });
  const end = concludeSurveyTurn(turn, escalated, { ...asked, status: "escalated" });
  expect(end.messages).toEqual([]);
  expect(end.publish).toMatchObject([
    { data: { status: "completed", answers: [{}, {}, { text: "Terrible, I waited two hours" }] } },
  ]);
});
