import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { patternProblem } from "./safe-pattern.ts";

describe("a tenant's pattern", () => {
  it.each([
    "CL-\\d{6}",
    "[A-Z]{5}\\d{4}[A-Z]",
    "(?:HF|HD)-?\\d{4,8}",
    "\\p{Lu}{2}\\d{2}",
    "MRN\\s?\\d{5,10}",
    "[+*]{1,3}x",
  ])("%s is valid", (pattern) => expect(patternProblem(pattern)).toBeUndefined());

  it.each([
    "\\d+",
    "(a+)+",
    "(a|a)*b",
    "(a{1,20}){1,20}",
    "(?:a|ab){2,9}",
    "x{3,}",
    "(a)\\1",
    "(?=a)b",
    "(?<name>a)b",
    "a{0,60}a{0,60}a{0,60}b",
    "[",
    "a{1,1000}b",
    "",
    "a?",
  ])("%s is refused", (pattern) => expect(patternProblem(pattern)).toBeDefined());

  it.each([
    ["(a)\\1", "has a back-reference (`\\1`), which RE2 cannot match\nRepeat the part in full."],
    ["x(?<!a)b", "has a look-behind (`(?<!`), which RE2 cannot match\nMake what precedes part of the pattern."],
    ["x(?!a)b", "has a look-ahead (`(?!`), which RE2 cannot match\nMake what follows part of the pattern."],
    ["(?<name>a)b", "names a group (`(?<name>`), which is not supported\nUse a plain group, `(…)`."],
  ])("names what RE2 cannot match in %s, and the remedy", (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });

  it("accepts only patterns that match in linear time", () => {
    const pattern = "a{0,40}a{0,40}b";
    expect(patternProblem(pattern)).toBeUndefined();
    const test = (length: number) => new RegExp(pattern, "iu").test("a".repeat(length));
    expect(growthAtEightfold(test, 500)).toBeLessThan(linearAtEightfold);
  });
});
