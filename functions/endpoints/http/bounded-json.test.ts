import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { parseJsonBody } from "./body.ts";

const parsed = (text: string) => parseJsonBody(Buffer.from(text));

describe("a JSON body", () => {
  it("keeps its values, `__proto__` among them, and loses marks beyond the tenth on one letter", () => {
    const marks = "\u0301".repeat(40);
    const body = parsed(`{"a":[1,null,true,"e${marks}x"],"k${marks}":"é","__proto__":{"b":2}}`);
    const kept = "\u0301".repeat(10);
    expect(JSON.stringify(body)).toBe(`{"a":[1,null,true,"e${kept}x"],"__proto__":{"b":2},"k${kept}":"é"}`);
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });

  it.each([
    ["lists in lists", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, "body-too-deep"],
    ["objects in objects", `${'{"a":'.repeat(65)}1${"}".repeat(65)}`, "body-too-deep"],
    ["a value for every other byte", `[${"1,".repeat(400_000)}1]`, "body-too-many-values"],
  ])("is refused for %s", (_, text, code) => {
    expect(() => parsed(text)).toThrow(expect.objectContaining({ status: 400, code }));
  });

  it("may be 64 levels deep", () => {
    expect(() => parsed(`${"[".repeat(64)}1${"]".repeat(64)}`)).not.toThrow();
  });

  it.each([
    [
      "many fields",
      (size: number) =>
        JSON.stringify(Object.fromEntries(Array.from({ length: size }, (__, at) => [`field${at}`, at]))),
    ],
    ["marks written as escapes", (size: number) => `"a${String.raw`\u0301\u0316`.repeat(size)}"`],
  ])("costs no more than its length: %s", (_, text) => {
    expect(growthAtEightfold((size) => parsed(text(size)), 2_000)).toBeLessThan(linearAtEightfold);
  });
});
