import type { CheckedTurn } from "../checks/finding.ts";
import { scoresOf } from "../scores.ts";
import { verdictOf } from "./judge.ts";
import { rubricOf } from "./rubric.ts";
import { isUncertain, middleVote, wantsMoreVotes, withVerdict } from "./settle-verdict.ts";

const turns: readonly CheckedTurn[] = [
  {
    index: 1,
    asked: "Is it open today?",
    replies: ["Yes, until 9 in the evening."],
    byPerson: false,
    sources: [],
    completedTools: [],
    guardFindings: [],
    escalated: false,
  },
];
const answer = (score: unknown, quote = "until 9 in the evening") =>
  JSON.stringify(
    Object.fromEntries(
      ["helpfulness", "accuracy", "appropriateness", "goal_achievement"].map((name) => [
        name,
        { score, reason: "r", quote },
      ]),
    ),
  );
const verdict = (score: number) => {
  const found = verdictOf(answer(score), turns);
  if (found === null) throw new Error("The answer of the test cannot be read.");
  return found;
};

test("reads a rating, also with words around it, and keeps only quotes that were said", () => {
  expect(verdictOf(`Here: ${answer(8)} Done.`, turns)?.accuracy).toEqual({
    score: 8,
    reason: "r",
    quote: "until 9 in the evening",
  });
  expect(verdictOf(answer(8, "the shop burnt down"), turns)?.accuracy.quote).toBeNull();
});

test.each([
  ["nothing", ""],
  ["prose", "I would say it was good."],
  ["a score outside the scale", answer(11)],
  ["a word for a score", answer("excellent")],
  ["a yes for a score", answer(true)],
  ["a list for a score", answer([8])],
  ["no number", answer("NaN")],
  ["half of the criteria", JSON.stringify({ helpfulness: { score: 5, reason: "", quote: "" } })],
  ["a list", "[1,2,3]"],
  ["broken JSON", `${answer(8).slice(0, -4)}`],
])("%s is no verdict", (_, text) => expect(verdictOf(text, turns)).toBeNull());

test("is asked only where the checks are not sure, and three times where it disagrees", () => {
  const checked = { findings: [], grounding: 0.95, answered: 3, support: new Map() };
  const outcome = {
    resolved: true,
    handedOver: false,
    toolsCompleted: 1,
    lastSentiment: 0.6,
    rating: null,
    unanswered: 0,
  };
  const sure = scoresOf(checked, outcome);
  expect(isUncertain(0.95, sure)).toBe(false);
  expect(isUncertain(0.6, sure)).toBe(true);
  expect(isUncertain(0.95, scoresOf(checked, { ...outcome, resolved: false, toolsCompleted: 0 }))).toBe(true);
  expect(wantsMoreVotes(sure, verdict(9))).toBe(false);
  expect(wantsMoreVotes(sure, verdict(3))).toBe(true);
  expect(middleVote([verdict(3), verdict(9), verdict(8)]).accuracy.score).toBe(8);
});

test("lowers what the checks found and never makes a wrong figure right", () => {
  const found = { kind: "unsupported-number" as const, turn: 1, quote: "", evidence: null };
  const wrong = scoresOf(
    { findings: [found, found], grounding: 0.2, answered: 1, support: new Map() },
    { resolved: true, handedOver: false, toolsCompleted: 0, lastSentiment: null, rating: null, unanswered: 0 },
  );
  const settled = withVerdict(wrong, verdict(10));
  expect(settled.accuracy).toBeLessThan(6);
  expect(withVerdict({ ...wrong, accuracy: 9 }, verdict(2)).accuracy).toBe(2);
});

test("the rubric's version changes with the client's criteria only", () => {
  expect(rubricOf([]).version).toBe(rubricOf([]).version);
  expect(rubricOf(["Never mention rivals."]).version).not.toBe(rubricOf([]).version);
  expect(rubricOf(["Never mention rivals."]).text).toContain("Never mention rivals.");
});
