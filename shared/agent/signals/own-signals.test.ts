import { bareSignals, valuedSignals } from "../../config/checks/signal-names.ts";
import { corrections } from "../guard/guard.ts";
import { topics } from "../lexicons/topics.ts";
import { handoffReasons } from "./escalation.ts";
import { ownSignals } from "./own-signals.ts";
import { readSignals } from "./signals.ts";

const config = { signals: { food_safety: ["food poisoning", "felt sick after", "पेट खराब"], chef: ["chef"] } };

describe("a tenant's own signals", () => {
  it.each<[string, readonly string[]]>([
    ["I got FOOD  poisoning from your thali!", ["food_safety"]],
    ["kal se पेट खराब है", ["food_safety"]],
    ["Is this poisoning? I like food", []],
    ["The chefs were kind", []],
    ["Tell the chef: I felt sick after lunch", ["food_safety", "chef"]],
    ["", []],
  ])("of %s are %j", (text, raised) => {
    expect(ownSignals(config, [text])).toEqual(raised);
  });

  it("do not arise from words of two messages", () => {
    expect(ownSignals(config, ["about food", "poisoning of rats"])).toEqual([]);
  });
});

it("the configuration's checks know every signal of the agent", () => {
  const { flags: _, ...valued } = readSignals({ messages: ["hello"], earlier: [], interactionCount: 1 });
  expect(Object.keys(valuedSignals).sort()).toEqual(Object.keys(valued).sort());
  expect(bareSignals).toEqual(expect.arrayContaining([...topics.flatMap(({ flags }) => flags), ...handoffReasons]));
});

it("includes every finding of the guard", () => {
  const findings = Object.keys(corrections).map((finding) => finding.replaceAll("-", "_"));
  expect(bareSignals).toEqual(expect.arrayContaining(["guard_finding", ...findings]));
});
