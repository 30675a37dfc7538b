import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { chooseOperator, type Need } from "./choose-operator.ts";
import { type Candidate, newOperator, type Operator } from "./operator.ts";

const at = "2026-11-22T10:00:00.000Z";
const need = { handoff: { type: "human_agent", department: null, skills: [], tried: [] }, language: "en" };

function candidate(id: string, load = 0, over: Partial<Operator> = {}): Candidate {
  const state = { ...newOperator(id, at), maxConversations: 2, ...over };
  return { stored: { id, version: "1", data: newOwned(state) }, load };
}

const by = (assignment: string) => minimalConfig(`  handoff_rules: { assignment: ${assignment} }\n`);
const chosen = (
  candidates: Candidate[],
  config = minimalConfig(),
  over: Partial<Need["handoff"]> = {},
  language = "en",
) => chooseOperator(candidates, { handoff: { ...need.handoff, ...over }, language }, config)?.stored.id;

test("least busy: the fewest conversations, then the longest wait", () => {
  expect(chosen([candidate("a", 1), candidate("b", 0)])).toBe("b");
  const waited = [
    candidate("a", 1, { lastAssignedAt: at }),
    candidate("b", 1, { lastAssignedAt: "2026-11-22T09:00:00.000Z" }),
  ];
  expect(chosen(waited)).toBe("b");
});

test("round robin: the longest wait, however busy", () => {
  const both = [candidate("a", 0, { lastAssignedAt: at }), candidate("b", 1)];
  expect(chosen(both, by("round_robin"))).toBe("b");
});

test("skills: whoever fits best", () => {
  const both = [candidate("a"), candidate("b", 1, { skills: ["billing"], departments: ["support"] })];
  expect(chosen(both, by("skills"), { department: "support" })).toBe("b");
});

test("excludes operators who are full, were asked before, or lack the department or a skill", () => {
  expect(chosen([candidate("a", 2)])).toBeUndefined();
  expect(chosen([candidate("a", 0, { maxConversations: 0 })])).toBeUndefined();
  expect(chosen([candidate("a")], minimalConfig(), { tried: ["a"] })).toBeUndefined();
  expect(
    chosen([candidate("a", 0, { departments: ["sales"] })], minimalConfig(), { department: "support" }),
  ).toBeUndefined();
  expect(chosen([candidate("a")], minimalConfig(), { skills: ["ecg"] })).toBeUndefined();
});

test("a doctor qualifies by specialisation or department", () => {
  const config = minimalConfig(`  business_logic:
    escalation:
      handoff: [{ type: doctor, specialization: [general_practitioner] }]
`);
  expect(chosen([candidate("clerk")], config, { type: "doctor" })).toBeUndefined();
  expect(
    chosen([candidate("clerk"), candidate("gp", 1, { skills: ["general_practitioner"] })], config, { type: "doctor" }),
  ).toBe("gp");
});

test("those who speak the customer's language come first", () => {
  const both = [candidate("a"), candidate("b", 1, { languages: ["hi", "en"] })];
  expect(chosen(both, minimalConfig(), {}, "hi-Latn")).toBe("b");
});
