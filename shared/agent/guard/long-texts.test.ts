import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { amountsIn, percentagesIn } from "./amounts.ts";
import { containsSecret } from "./secrets.ts";

/** Customers' texts, sources and tools' results are read for amounts, so a stranger can choose these texts. */
describe("a long text", () => {
  it.each([
    ["digits, read for amounts", amountsIn, "7"],
    ["digits and commas, read for amounts", amountsIn, "7,"],
    ["digits, read for percentages", percentagesIn, "7"],
    ["decimals, read for percentages", percentagesIn, "1.7"],
    ["words for a secret", containsSecret, "password:"],
    ["beginnings of tokens", containsSecret, "-eyJaaaaaaaaaaa"],
  ])("costs no more than its length: %s", (_, read: (text: string) => unknown, part) => {
    expect(growthAtEightfold((size) => read(part.repeat(size)), 3_000)).toBeLessThan(linearAtEightfold);
  });

  it("still has the amounts and percentages that stand in it", () => {
    const digits = "7".repeat(500);
    expect(amountsIn(`${digits}. It costs Rs. 12,34,567.50 and 3 lakh rupees`)).toEqual([1_234_567.5, 300_000]);
    expect(percentagesIn(`${digits} 12.5 %`)).toEqual([12.5]);
  });
});
