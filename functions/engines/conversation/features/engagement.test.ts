import type { StoredConversation } from "../conversations.ts";
import { aConversation } from "../testing/fixtures.ts";
import { engagementOf } from "./all-features.ts";

const now = new Date("2026-11-28T10:00:00.000Z");
const earlier = "2026-11-28T09:00:00.000Z";

const engagement = (state: Partial<StoredConversation> = {}) => engagementOf({ ...aConversation(), ...state }, now);
const nothing = { hasOptedOut: false, awaitsAnswer: false, displeasedAt: null };

const run: NonNullable<NonNullable<StoredConversation["survey"]>["run"]> = {
  id: "s1",
  trigger: "post_service",
  status: "asking",
  requestId: null,
  questions: [],
  index: 0,
  answers: [],
  asides: 0,
  putAgain: false,
  startedAt: earlier,
};
const survey = { run: null, askedAt: {}, lowRatedAt: null };

test("a conversation in which no feature has done anything says so", () => {
  expect(engagement()).toEqual(nothing);
});

test("an opt-out fills hasOptedOut, also before its own turn has come", () => {
  const optOut = { at: earlier, turnId: "t", saidAt: null };
  expect(engagement({ optOut })).toEqual({ ...nothing, hasOptedOut: true });
  expect(engagement({ optOut: { ...optOut, saidAt: earlier } })).toEqual({ ...nothing, hasOptedOut: true });
});

test("a running survey fills awaitsAnswer, and one that has ended does not", () => {
  expect(engagement({ survey: { ...survey, run } })).toEqual({ ...nothing, awaitsAnswer: true });
  expect(engagement({ survey: { ...survey, run: { ...run, status: "starting" } } })).toMatchObject({
    awaitsAnswer: true,
  });
  expect(engagement({ survey: { ...survey, askedAt: { post_service: earlier } } })).toEqual(nothing);
});

test("a survey's very low rating fills displeasedAt, while it runs and after it has ended", () => {
  expect(engagement({ survey: { ...survey, lowRatedAt: earlier } })).toEqual({ ...nothing, displeasedAt: earlier });
  expect(engagement({ survey: { ...survey, run, lowRatedAt: earlier } })).toEqual({
    ...nothing,
    awaitsAnswer: true,
    displeasedAt: earlier,
  });
});

test("an opt-out and a survey fill their own fields, neither the other's", () => {
  const optOut = { at: earlier, turnId: "t", saidAt: null };
  expect(engagement({ optOut, survey: { ...survey, run, lowRatedAt: earlier } })).toEqual({
    hasOptedOut: true,
    awaitsAnswer: true,
    displeasedAt: earlier,
  });
});
