import { readdirSync } from "node:fs";
import { join } from "node:path";
import { replayFolder } from "../../functions/hosts/cli/replay-tasks/replay-folder.ts";

/** Domains that are written as tables and operations alone. */
const domains = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test("there are a shop, an airline and a clinic", () => expect(domains).toEqual(["airline", "clinic", "shop"]));

test.each(domains)("the %s's tasks end as they should, and every violation is refused", async (domain) => {
  const { tasks } = await replayFolder(join(import.meta.dirname, domain));
  expect(tasks.filter(({ ok }) => !ok).map(({ id, problems }) => ({ id, problems }))).toEqual([]);
  expect(tasks.length).toBeGreaterThanOrEqual(30);
  const violations = tasks.flatMap((task) => task.violations);
  expect(violations.length).toBeGreaterThanOrEqual(tasks.length);
  expect(violations.every(({ status }) => status === "refused")).toBe(true);
});
