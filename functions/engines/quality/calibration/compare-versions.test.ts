import type { Evaluation } from "../evaluations/evaluation.ts";
import { compareVersions } from "./compare-versions.ts";

const evaluation = (version: number, overall: number): Evaluation => ({
  ...{ evaluationId: "e", conversationId: "c", customerId: "u", reason: "sample", agent: { name: "care", version } },
  ...{ channel: "whatsapp", language: "en", rubric: "1", turns: 3, grounding: 0.9, findings: [], findingCount: 0 },
  scores: { helpfulness: overall, accuracy: overall, appropriateness: 10, goalAchievement: null, overall },
  judge: { status: "not-asked", why: "certain" },
  ...{ until: "2026-11-01T00:00:00.000Z", at: "2026-11-01T00:00:00.000Z" },
});
const many = (version: number, count: number, around: number) =>
  Array.from({ length: count }, (_, at) => evaluation(version, around + ((at % 5) - 2) * 0.5));

test("tells a version that became worse, and not one that only varies", () => {
  const [newest, middle, first] = compareVersions([...many(1, 60, 8), ...many(2, 60, 8), ...many(3, 60, 6)]);
  expect(newest).toMatchObject({ agent: { version: 3 }, drift: { verdict: "worse" } });
  expect(middle).toMatchObject({ drift: { verdict: "same" } });
  expect(first).toMatchObject({ drift: { verdict: "first" } });
});

test("few evaluations are not compared, and other configurations are apart", () => {
  const other = many(9, 40, 2).map((each) => ({ ...each, agent: { name: "sales", version: 9 } }));
  expect(compareVersions([...many(1, 60, 8), ...many(2, 12, 3), ...other]).map(({ drift }) => drift.verdict)).toEqual([
    ...["not-enough", "first", "first"],
  ]);
});

test("nothing evaluated is nothing to compare", () => expect(compareVersions([])).toEqual([]));
