import { outcomeOf } from "./outcome-of.ts";

it.each([
  ["style.name", "Asha", "The agent says “Asha”."],
  ["style.name", "It depends on the branch and the time of day", "The agent keeps to the requirement."],
  ["edge.unknown", "It says “I will ask a colleague”", "The agent says “I will ask a colleague”."],
  ["content.topics", "Prices, but never say “cheap”", "The agent never says “cheap”."],
  ["payments.refunds", "Promise it within 7 days", "The agent states the numbers “Promise it within 7 days”."],
  ["style.length", "At most 3 sentences", "The agent keeps to the requirement."],
  ["escalation.to", "The front desk", "The agent hands over."],
])("writes what must come of %s: %s", (question, answer, outcome) => {
  expect(outcomeOf(question, answer, "en")).toBe(outcome);
});
