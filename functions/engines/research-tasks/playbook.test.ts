import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblems } from "../../../shared/config/reading/problem.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { playbookFor, readPlaybook } from "./playbook.ts";
import { playbookFolder, playbooks } from "./playbooks.ts";

const valid = `playbook: shop
title: "Shop"
industries: [shop]
tasks:
  - id: hours
    question: "When do they close?"
    why: "Customers ask it."
    evidence: [note]
    due_after: 2d
`;
const problems = (text: string) => {
  const read = readPlaybook("shop.yaml", text);
  return read.ok ? "" : formatProblems(read.problems);
};

it.each(readdirSync(join(projectRoot, playbookFolder)))("reads %s", (name) => {
  expect(problems(readFileSync(join(projectRoot, playbookFolder, name), "utf8"))).toBe("");
});

it.each([
  ["an unknown key", valid.replace("why:", "because:"), /^shop\.yaml:7:5 /m],
  ["an unknown kind of evidence", valid.replace("[note]", "[rumour]"), /^shop\.yaml:8:16 /m],
  ["a duration without a unit", valid.replace("2d", "2"), /^shop\.yaml:9:16 /m],
  ["no tasks", valid.split("tasks:")[0] ?? "", /tasks/],
  ["an id given twice", `${valid}${valid.split("tasks:\n")[1]}`, /must not repeat an `id`/],
  ["two values of one key", `${valid}title: "Again"\n`, /line 2 and on line 10/],
])("refuses %s with its line", (_, text, message) => {
  expect(problems(text)).toMatch(message);
});

it.each([
  ["dental clinic", "clinic"],
  ["Fashion Shop", "retail"],
  ["workshop for bicycles", "services"],
  ["Builder and developer", "real_estate"],
  [undefined, "services"],
])("chooses for %p the playbook %s", (industry, name) => {
  expect(playbookFor(playbooks(), industry)?.playbook).toBe(name);
});
