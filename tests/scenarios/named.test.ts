import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

const page = readFileSync(join(projectRoot, "docs", "simulate.md"), "utf8");
const named = [...new Set([...page.matchAll(/`(client_\d+\/[\w-]+)`/g)].map(([, name = ""]) => name))];

it("has every scenario that docs/simulate.md names", () => {
  expect(named.length).toBeGreaterThanOrEqual(30);
  expect(named.filter((name) => !existsSync(join(projectRoot, "tests", "scenarios", `${name}.yaml`)))).toEqual([]);
});
