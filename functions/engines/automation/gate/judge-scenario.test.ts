import { judgeScenario } from "./judge-scenario.ts";

const answer = { reply: "It costs ₹549.", escalationReason: null, guardFindings: [], tools: ["find"], hasFound: true };

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
  ["words it must not say", [{ kind: "not-mentions", text: "₹549" }], answer, "failed"],
  [
    "no word it must not say, without a source",
    [{ kind: "not-mentions", text: "free" }],
    { ...answer, hasFound: false },
    "not-checked",
  ],
  ["the numbers it should state", [{ kind: "numbers", text: "549 rupees" }], answer, "passed"],
  ["another number", [{ kind: "numbers", text: "within 7 days" }], answer, "failed"],
  ["the tool it should call", [{ kind: "calls", text: "find" }], answer, "passed"],
  ["another tool", [{ kind: "calls", text: "book" }], answer, "failed"],
] as const)("judges %s", (_, expects, given, outcome) => {
  expect(judgeScenario(expects, given).outcome).toBe(outcome);
});
