import { countersOf } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { questionTopics } from "./question-topics.ts";
import { recommend, recommendationSays } from "./recommend.ts";

const at = "2026-11-28T10:00:00.000Z";
const busy = countersOf({
  conversations: { begun: 5_600, ended: 5_600, resolved: 4_200, handedOver: 1_960, contained: 3_640 },
  turns: { agent: 16_800, operator: 0, platform: 0, recorded: 0 },
});
const asked = (question: string, count: number) => ({ question, asked: count, at });

test("proposes nothing without traffic", () => {
  expect(recommend({ totals: countersOf({}), days: 0, questions: [asked("Where are you?", 9)] })).toEqual([]);
});

test("proposes what stands out, with its volume, baseline, effect and days", () => {
  const [first, ...others] = recommend({ totals: busy, days: 28, questions: [] });
  expect(others).toEqual([]);
  expect(first).toMatchObject({ goal: "handoff", volume: 5_600, expectedEffect: 0.15, basis: "assumed" });
  expect(first?.plan).toMatchObject({ source: "measured", baseline: 0.35, customersPerDay: 200 });
  expect(first?.plan.daysNeeded).toBeGreaterThan(14);
  expect(first?.plan.daysNeeded).toBeLessThan(60);
  expect(first && recommendationSays(first)).toMatch(/^Needs \d+ days to see an expected change of 15 %\.$/);
});

test("says when an experiment would take too long, and puts it last", () => {
  const found = recommend({ totals: busy, days: 28, questions: [asked("Do you open on Sunday?", 4)] });
  expect(found.map(({ path }) => path)).toEqual(["agent.objectives", null]);
  const last = found.at(-1);
  expect(last?.volume).toBe(4);
  expect(last && recommendationSays(last)).toMatch(/too long for an experiment\. Add the knowledge all the same\.$/);
});

test("groups questions that share their words", () => {
  const topics = questionTopics([
    asked("Do you open on Sunday?", 4),
    asked("open Sunday", 2),
    asked("क्या आप रविवार को खुले हैं", 3),
    asked("Is there parking?", 1),
    asked("?!", 7),
  ]);
  expect(topics).toEqual([
    { question: "Do you open on Sunday?", asked: 6, wordings: 2 },
    { question: "क्या आप रविवार को खुले हैं", asked: 3, wordings: 1 },
    { question: "Is there parking?", asked: 1, wordings: 1 },
  ]);
});
