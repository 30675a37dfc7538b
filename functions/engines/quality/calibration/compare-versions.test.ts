import { conversationEvaluated } from "../../../../shared/events/index.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { compareVersions } from "./compare-versions.ts";
import { countVersion, type VersionScores, versionScores, withEvaluation } from "./version-scores.ts";

const evaluation = (version: number, overall: number | null, name = "care") => ({
  evaluationId: "e",
  conversationId: "c",
  agent: { name, version },
  overall,
  accuracy: overall,
  hallucination: 0.1,
  findings: overall !== null && overall < 7 ? ["unsupported-number"] : [],
  reason: "sample",
  at: "2026-11-01T00:00:00.000Z",
});
/** So many evaluations around a score, as their version's sums. */
function many(version: number, count: number, around: number, name = "care"): VersionScores {
  const scores = Array.from({ length: count }, (_, at) => around + ((at % 5) - 2) * 0.5);
  const counted = scores.reduce<VersionScores | undefined>(
    (before, score) => withEvaluation(before, evaluation(version, score, name)),
    undefined,
  );
  if (counted === undefined) throw new Error("There is at least one evaluation.");
  return counted;
}

test("tells a version that became worse, and not one that only varies", () => {
  const [newest, middle, first] = compareVersions([many(3, 60, 6), many(1, 60, 8), many(2, 60, 8)]);
  expect(newest).toMatchObject({ agent: { version: 3 }, evaluations: 60, overall: 6, drift: { verdict: "worse" } });
  expect(newest?.withFindings).toBe(0.8);
  expect(middle).toMatchObject({ drift: { verdict: "same" } });
  expect(first).toMatchObject({ drift: { verdict: "first" } });
});

test("few evaluations are not compared, and other configurations are apart", () => {
  const counted = [many(1, 60, 8), many(2, 12, 3), many(9, 40, 2, "sales")];
  expect(compareVersions(counted).map(({ drift }) => drift.verdict)).toEqual(["not-enough", "first", "first"]);
});

test("nothing evaluated is nothing to compare", () => expect(compareVersions([])).toEqual([]));

test("an evaluation counts once however often it is told, and not when somebody asked for it", async () => {
  const { platform, close } = openTestPlatform();
  const runner = runnerWith(platform);
  const told = [
    { id: "1", data: evaluation(1, 8) },
    { id: "1", data: evaluation(1, 8) },
    { id: "2", data: evaluation(1, null) },
    { id: "3", data: { ...evaluation(1, 2), reason: "requested" } },
  ];
  const at = new Date("2026-11-01T00:00:00.000Z");
  for (const { id, data } of told) {
    const envelope = envelopeOf(conversationEvaluated, { id, tenantId, key: "c", at, data });
    await runner.handle(countVersion as never, { envelope, attempt: 1 });
  }
  const { items } = await platform.documents.query(tenantId, versionScores.collection, { limit: 10 });
  expect(items.map(({ data }) => data.state)).toMatchObject([
    { evaluations: 2, withFindings: 0, overall: { n: 1, sum: 8, squares: 64 }, hallucination: { n: 2 } },
  ]);
  await close();
});
