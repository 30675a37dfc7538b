import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { applyChanges } from "./apply-changes.ts";

const yaml = minimalYaml({ more: "  industry: tea # the reason\n  entities: [{ name: cup }]\n" });

test.each([
  ["agent.personality", "warm", /personality: warm/],
  ["automation_config.agent.personality", "warm", /personality: warm/],
  ["entities[0].name", "pot", /name: pot/],
  ['agent["personality"]', "warm", /personality: warm/],
])("changes %s and keeps comments", (path, value, expected) => {
  const changed = applyChanges(yaml, [{ path, value }]);
  expect(changed).toMatch(expected);
  expect(changed).toContain("# the reason");
});

test("removes a path without a value", () => {
  expect(applyChanges(yaml, [{ path: "industry" }])).not.toContain("industry");
});

test.each([
  ["", "Name a part"],
  ["agent..x", "Write it like"],
  ["agent.personality; drop", "Write it like"],
  ["client_id", "is the same in every variant"],
  ["channels.input", "is the same in every variant"],
  ["industry.deeper", "a single value"],
])("refuses the path %j", (path, remedy) => {
  expect(() => applyChanges(yaml, [{ path, value: "x" }])).toThrow(remedy);
});

test("refuses to remove what is not there", () => {
  expect(() => applyChanges(yaml, [{ path: "agent.nothing" }])).toThrow("nothing at this path");
});
