import { growthAtEightfold, linearAtEightfold } from "../../tests/growth.fixture.ts";
import { patternProblem } from "./safe-pattern.ts";

describe("patterns of tenants", () => {
  it.each([
    "CL-\\d{6}",
    "[A-Z]{5}\\d{4}[A-Z]",
    "(?:HF|HD)-?\\d{4,8}",
    "\\p{Lu}{2}\\d{2}",
    "MRN\\s?\\d{5,10}",
    "[+*]{1,3}x",
  ])("%s is taken", (pattern) => expect(patternProblem(pattern)).toBeUndefined());

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

  it("keeps what it takes quick on any text", () => {
    const pattern = "a{0,40}a{0,40}b";
    expect(patternProblem(pattern)).toBeUndefined();
    const test = (length: number) => new RegExp(pattern, "iu").test("a".repeat(length));
    expect(growthAtEightfold(test, 500)).toBeLessThan(linearAtEightfold);
  });
});
