import { contradictions } from "./contradictions.ts";
import { answersByLetter } from "./read-answer.ts";

it.each([
  ["cross.payments", { "objectives.goals": "Sell tests", "payments.take": "no" }],
  ["cross.payments", { "flow.steps": "Collect the payment", "payments.take": "no" }],
  ["cross.first", { "objectives.goals": "Remind patients", "interaction.first": "no" }],
  ["cross.marketing", { "objectives.goals": "Run campaigns", "consent.marketing": "no" }],
  ["cross.content", { "content.topics": "Prices, reports", "limits.never": "Discuss prices" }],
  ["cross.personal-data", { "objectives.goals": "Book tests", "consent.personal": "no" }],
  ["cross.handover", { "escalation.when": "never", "escalation.to": "Asha" }],
  ["cross.target", { "kpi.baseline": "30", "kpi.target": "30" }],
  ["cross.hours", { "hours.open": "24/7", "limits.never": "Answer when we are closed" }],
  ["cross.language", { "languages.spoken": "Hindi", "interaction.users": "Tamil families" }],
])("finds the contradiction %s", (id, answers) => {
  const held = contradictions.filter(({ holds }) => holds(new Map(Object.entries(answers))));
  expect(held.map((each) => each.id)).toEqual([id]);
});

it("finds answers by their letters", () => {
  expect(answersByLetter("a) yes; b) 9 to 5", ["a", "b"])).toEqual(
    new Map([
      ["a", "yes;"],
      ["b", "9 to 5"],
    ]),
  );
  expect(answersByLetter("from nine", ["c"])).toEqual(new Map([["c", "from nine"]]));
  expect(answersByLetter("from nine", ["a", "b"])).toBeUndefined();
});
