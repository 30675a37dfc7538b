import { isRepetitive } from "./repetition.ts";

const none = { messages: [], earlier: [], answers: [] };

test.each([
  ["What does a CBC cost?", "what does a cbc cost", true],
  ["What does a CBC cost?", "What does the lipid profile cost at home?", false],
  ["सीबीसी का दाम क्या है?", "सीबीसी का दाम क्या है", true],
  ["yes", "yes", false],
  ["ok thanks", "ok thanks", false],
])("%s after %s: %s", (message, before, expected) => {
  expect(isRepetitive({ ...none, messages: [message], earlier: [before] })).toBe(expected);
});

test("detects an agent that repeats its answer", () => {
  const same = "I am not sure enough to answer that correctly.";
  expect(isRepetitive({ ...none, answers: ["Hello there, dear", same, same] })).toBe(true);
  expect(isRepetitive({ ...none, answers: [same, "Hello there, dear", same] })).toBe(false);
});
