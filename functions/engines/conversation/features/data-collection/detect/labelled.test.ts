import { dateIn } from "./date.ts";
import { afterLabel, numberAfterLabel, textAfterLabel } from "./labelled.ts";

const now = new Date("2026-11-22T10:00:00Z");

describe("values with a label", () => {
  it.each([
    ["City: Pune", "Pune"],
    ["city:Pune, and a CBC", "Pune"],
    ["my city is New Delhi and I need a test", "New Delhi"],
    ["mera city Pune hai", undefined],
    ["mera city hai Pune", "Pune"],
    ["the cityscape is nice", undefined],
    ["City", undefined],
  ])("text: %s", (text, value) => expect(textAfterLabel(text, ["City", "शहर"])?.value).toBe(value));

  it.each([
    ["Age 34", "34"],
    ["my age is 34 years", "34"],
    ["age: 34.5", "34.5"],
    ["AGE=7", "7"],
    ["age is thirty", undefined],
    ["the average is 34", undefined],
    ["age 12/03/1990", undefined],
  ])("number: %s", (text, value) => expect(numberAfterLabel(text, ["Age"])?.value).toBe(value));

  it.each([
    ["12/03/1990", false, "1990-03-12"],
    ["12/03/1990", true, "1990-12-03"],
    ["March 5, 2027", true, "2027-03-05"],
    ["5 March 2027", false, "2027-03-05"],
    ["1990-03-12", false, "1990-03-12"],
    ["12 March", false, undefined],
  ])("date: %s", (text, monthFirst, value) => expect(dateIn(text, { monthFirst, now })).toBe(value));

  it("matches labels of several words, other scripts and signs literally", () => {
    expect(afterLabel("my date  of birth: 1", ["Date of birth"])[0]?.rest).toBe("1");
    expect(textAfterLabel("शहर: पुणे।", ["City", "शहर"])?.value).toBe("पुणे");
    expect(textAfterLabel("C++ (skill): none", ["C++ (skill)"])?.value).toBe("none");
    expect(textAfterLabel("PAN-no is ABC", ["PAN-no"])?.value).toBe("ABC");
  });
});
