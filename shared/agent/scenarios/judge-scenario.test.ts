import { judgedExpectations, judgeScenario, scenarioAnswer } from "./judge-scenario.ts";

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

it("says of each expectation what happened instead", () => {
  const expects = [{ kind: "numbers", text: "549 rupees" } as const, { kind: "calls", text: "book" } as const];
  expect(judgedExpectations(expects, answer)).toEqual([
    { expectation: expects[0], unmet: null },
    { expectation: expects[1], unmet: "The tool book was not called." },
  ]);
});

it("counts tools that did what was asked, and sources, as found", () => {
  const turn = { reply: { text: "Yes", citations: [] }, escalationReason: null, guardFindings: [] };
  const call = (status: string) => ({ name: "find", status });
  expect(scenarioAnswer({ ...turn, toolCalls: [call("failed")] })).toMatchObject({ tools: [], hasFound: false });
  expect(scenarioAnswer({ ...turn, toolCalls: [call("completed")] })).toMatchObject({
    tools: ["find"],
    hasFound: true,
  });
});
