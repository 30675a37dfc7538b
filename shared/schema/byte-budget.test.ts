import { clipToBytes, jsonBytes, newestWithinBytes } from "./byte-budget.ts";

describe("a text cut to a number of bytes", () => {
  test.each([
    ["ASCII", "a"],
    ["Devanagari", "नमस्ते "],
    ["emoji", "🙏🏽"],
    ["Arabic", "مرحبا "],
    ["control characters", "\u0001"],
    ["quotes", '"'],
  ])("%s fills the limit and does not exceed it", (_script, letters) => {
    const cut = clipToBytes(letters.repeat(5_000), 3_000);
    expect(jsonBytes(cut)).toBeLessThanOrEqual(3_000);
    expect(jsonBytes(cut)).toBeGreaterThan(2_980);
    expect(cut).toMatch(/ \[…\]$/);
    expect(cut.isWellFormed()).toBe(true);
  });

  it("stays as it is when it fits", () => {
    expect(clipToBytes("नमस्ते", 20)).toBe("नमस्ते");
    expect(clipToBytes("नमस्ते", 19)).toBe("नमस […]");
  });
});

describe("the newest items within a number of bytes", () => {
  it("are those that fit together", () => {
    expect(newestWithinBytes(["aaaa", "bbbb", "cccc"], 14)).toEqual(["bbbb", "cccc"]);
    expect(newestWithinBytes(["aaaa", "bbbb"], 100)).toEqual(["aaaa", "bbbb"]);
    expect(newestWithinBytes([], 100)).toEqual([]);
  });

  it("always include the newest", () => {
    expect(newestWithinBytes(["a", "b".repeat(100)], 10)).toEqual(["b".repeat(100)]);
  });
});
