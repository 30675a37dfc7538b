import type { Answer } from "./answer.ts";
import { compareAnswers, overallVerdict } from "./compare-answers.ts";

const plain: Answer = {
  text: "It costs ₹549.",
  tools: [],
  handoff: null,
  guardFindings: [],
  language: "en",
  sources: ["Prices"],
  tokens: 900,
  nanoUsd: 400_000,
};
const silent: Answer = { ...plain, text: null, language: null, sources: [] };
const handed: Answer = { ...silent, handoff: "complaint" };
const tool = (name: string, completed = true) => ({ name, arguments: "{}", completed, replayable: true });
const unknown = { ...tool("find"), replayable: false };

it.each<[what: string, old: Partial<Answer>, changed: Partial<Answer>, expected: readonly string[]]>([
  ["other words", {}, { text: "That would be 549 rupees (₹549)." }, []],
  ["a number in words", { text: "It takes five days." }, { text: "It takes 5 days." }, []],
  ["the numbers of a list", { text: "1. Tea\n2. Milk" }, { text: "Tea, milk" }, []],
  ["what the customer said themselves", {}, { text: "For 2 people at 7:30 it costs ₹549." }, []],
  ["another price", {}, { text: "It costs ₹649." }, ["facts look"]],
  ["another link", { text: "See shop.in/x" }, { text: "See shop.in/y" }, ["facts look"]],
  ["a finding of the guard", {}, { guardFindings: ["price"] }, ["guard worse"]],
  ["a finding less", { guardFindings: ["price"] }, {}, ["guard better"]],
  ["another tool", { tools: [tool("find_test")] }, { tools: [tool("find_tests")] }, ["tools look"]],
  ["a call whose answer is not known", { tools: [unknown] }, { tools: [unknown] }, ["not-replayable look"]],
  [
    "an answer that rests on nothing but such a call",
    { sources: [], tools: [tool("find")] },
    { sources: [], tools: [unknown] },
    ["not-replayable look", "source worse"],
  ],
  ["a tool that fails now", { tools: [tool("find")] }, { tools: [tool("find", false)] }, ["tool-failed worse"]],
  ["an answer without its source", {}, { sources: [] }, ["source worse"]],
  ["an answer with a source at last", { sources: [] }, {}, ["source better"]],
  ["Hindi to an English question", {}, { language: "hi" }, ["language worse"]],
  ["English at last", { language: "hi" }, { language: "en-IN" }, ["language better"]],
  ["a few tokens more", {}, { nanoUsd: 900_000, tokens: 1_800 }, []],
  ["many tokens more", {}, { nanoUsd: 900_000, tokens: 2_400 }, ["cost look"]],
])("finds %s", (_, old, changed, expected) => {
  const said = "What does it cost for 2 people at 7:30?";
  const found = compareAnswers({ said, old: { ...plain, ...old }, new: { ...plain, ...changed } });
  expect(found.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(expected);
});

it.each<[what: string, old: Answer, changed: Answer, expected: readonly string[]]>([
  ["no answer any more", plain, silent, ["answer worse"]],
  ["an answer at last", silent, plain, ["answer better"]],
  ["a handoff in place of an answer", plain, handed, ["handoff look"]],
  ["a handoff in place of silence", silent, handed, ["answer better"]],
  ["silence of both", silent, silent, []],
])("finds %s", (_, old, changed, expected) => {
  const found = compareAnswers({ said: "Hello", old, new: changed });
  expect(found.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(expected);
});

it("lets what is worse count before what is better", () => {
  expect(overallVerdict(["same", "better", "look", "worse"])).toBe("worse");
  expect(overallVerdict(["same", "better", "look"])).toBe("look");
  expect(overallVerdict(["same", "better"])).toBe("better");
  expect(overallVerdict([])).toBe("same");
});
