import { judgeScenario } from "./judge-scenario.ts";

const answer = { reply: "It costs ₹549.", escalationReason: null, guardFindings: [], hasFound: true };

it.each([
  ["a reply from a source", [{ kind: "reply" }], answer, "passed"],
  ["a reply that found nothing", [{ kind: "reply" }], { ...answer, hasFound: false }, "not-checked"],
  ["no reply", [{ kind: "reply" }], { ...answer, reply: null }, "failed"],
  ["a finding of the guard", [{ kind: "reply" }], { ...answer, guardFindings: ["price"] }, "failed"],
  ["a handoff", [{ kind: "reply" }], { ...answer, reply: null, escalationReason: "wish", hasFound: false }, "passed"],
  [
    "what it should mention, without a source",
    [{ kind: "mentions", text: "₹549" }],
    { ...answer, hasFound: false },
    "passed",
  ],
] as const)("judges %s", (_, expects, given, outcome) => {
  expect(judgeScenario(expects, given).outcome).toBe(outcome);
});
