import { expectationsIn } from "./expectations.ts";

it.each<[outcome: string, expected: readonly string[]]>([
  ["The agent answers.", ["reply"]],
  ["The agent says “Asha”.", ["mentions Asha"]],
  ['It names "₹549" and "₹249".', ["mentions ₹549", "mentions ₹249"]],
  ["The agent never says “free” or “guaranteed”.", ["reply", "not-mentions free", "not-mentions guaranteed"]],
  ["It does not know. It says “I will ask”.", ["mentions I will ask"]],
  ["The agent states the numbers “within 7 days”.", ["numbers within 7 days"]],
  ["It calls the tool “find_slot” and asks for a day.", ["calls find_slot", "asks"]],
  ["The agent hands over.", ["handoff"]],
  ["It says “we escalate nothing”.", ["mentions we escalate nothing"]],
  ["एजेंट बातचीत सौंपता है।", ["handoff"]],
  ["एजेंट कभी नहीं कहता: “मुफ़्त”।", ["reply", "not-mentions मुफ़्त"]],
])("reads what must come of it: %s", (outcome, expected) => {
  const found = expectationsIn(outcome).map((each) => ("text" in each ? `${each.kind} ${each.text}` : each.kind));
  expect(found).toEqual(expected);
});

it("forbids everywhere what the agent must never say", () => {
  expect(expectationsIn("The agent says “Asha”.", ["a cure"])).toEqual([
    { kind: "mentions", text: "Asha" },
    { kind: "not-mentions", text: "a cure" },
  ]);
});
