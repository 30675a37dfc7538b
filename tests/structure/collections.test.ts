import { globSync, readFileSync } from "node:fs";

/** Matches the definition of a collection or a read model: its name, then the schema of the stored data. */
const definition = /\bname: "([a-z-]+)",\n\s*(?:schema|state)\b/g;
const isTest = /\.test\.ts$|fixtures?\.ts$/;

const definitions = globSync(["functions/**/*.ts", "shared/**/*.ts"])
  .filter((file) => !isTest.test(file))
  .flatMap((file) => [...readFileSync(file, "utf8").matchAll(definition)].map(([, name = ""]) => ({ file, name })));
const contracts = definitions.filter(({ file }) => file.startsWith("shared/contracts/"));
const others = definitions.filter(({ file }) => !file.startsWith("shared/contracts/"));

describe("a stored collection", () => {
  it("has one schema; other readers use a read model of shared/contracts", () => {
    const byName = Map.groupBy(others, ({ name }) => name);
    expect([...byName.values()].filter((places) => places.length > 1)).toEqual([]);
  });

  it("takes its name from its read model if it has one", () => {
    const published = contracts.map(({ name }) => name);
    expect([...new Set(published)].sort()).toEqual([
      "automation-replayed-conversations",
      "automation-runs",
      "budget-standings",
      "calls",
      "campaigns",
      "capability-requests",
      "clients",
      "conversations",
      "experiment-exposures",
      "experiments",
      "knowledge-documents",
      "knowledge-questions",
      "measurements",
      "offers",
      "people",
      "requirements",
      "requirements-versions",
      "research-reports",
      "research-runs",
      "rollout-observations",
      "rollup-months",
      "rollups",
      "sandbox-owners",
      "sla-reports",
      "success-corrections",
      "survey-answers",
      "turns",
      "village-snapshots",
      "webhook-endpoints",
    ]);
    expect(others.filter(({ name }) => published.includes(name))).toEqual([]);
  });

  it("is matched by the pattern of definitions", () => {
    const found = others.map(({ name }) => name);
    expect(found).toEqual(expect.arrayContaining(["customers", "payments", "api-keys", "tickets"]));
  });
});
