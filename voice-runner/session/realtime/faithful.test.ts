import { spokenText } from "../../../shared/voice/spoken/index.ts";
import { speechComparison } from "./faithful.ts";

const settings = { currency: "INR", timeZone: "Asia/Kolkata", monthFirst: false, now: new Date("2026-11-29") };
const compare = (said: string, text: string, language = "en-IN") =>
  speechComparison(text, (each) => spokenText(each, { ...settings, language }))(said);
const text = "It costs five hundred rupees, and you need not fast.";

it.each([
  ["the text itself", text],
  ["its beginning", "It costs five"],
  ["a part of a word", "It costs five hun"],
  ["digits for words", "It costs 500 rupees and"],
  ["a part of a number", "It costs 50"],
  ["a word heard wrongly", "It cost five hundred rupees and you knead not fast."],
  ["nothing", ""],
])("takes %s for faithful", (_name, said) => {
  expect(compare(said, text).isStray).toBe(false);
});

it.each([
  ["another price", "It costs one rupee "],
  ["another price in digits", "It costs 7 "],
  ["a number that is left out", "It costs hundred rupees "],
  ["a number too many", "It costs five hundred rupees, and you need not fast. Take 7 "],
  ["something else", "Sure, let me tell you all about our wonderful offers "],
])("notices %s", (_name, said) => {
  expect(compare(said, text).isStray).toBe(true);
});

it("tells how much of the text was said", () => {
  expect(compare("It costs five hundred rupees", text).covered).toBeCloseTo(0.5);
  expect(compare(text, text).covered).toBe(1);
});

it("compares Hindi by its words", () => {
  const hindi = "इस जाँच का दाम पाँच सौ रुपये है।";
  expect(compare("इस जाँच का दाम ", hindi, "hi-IN").isStray).toBe(false);
  expect(compare("इस जाँच का दाम सात ", hindi, "hi-IN").isStray).toBe(true);
  expect(compare("आपको आज ही हमारे दफ़्तर आना होगा ", hindi, "hi-IN").isStray).toBe(true);
});

it("takes a last word for settled when it is in the text", () => {
  expect(compare("It costs five", text).isSettled).toBe(true);
  expect(compare("It costs 1", text).isSettled).toBe(false);
});
