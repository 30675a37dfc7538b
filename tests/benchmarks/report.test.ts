import { figureText, missedGoals, type Section, sectionText } from "./report.ts";

const section: Section = {
  title: "CPU",
  columns: ["median", "ratio"],
  rows: [
    { name: "echo", figures: { median: { value: 0.3021, unit: " ms" } } },
    { name: "turn", figures: { median: { value: 2, unit: " ms" }, ratio: { value: 6.62, unit: "×", atMost: 6 } } },
  ],
  notes: ["on a busy machine"],
};

describe("a figure", () => {
  it("shows its goal and whether it is met", () => {
    expect(figureText({ value: 3, atMost: 3 })).toBe("3 (≤3) ✓");
    expect(figureText({ value: 4, atMost: 3 })).toBe("4 (≤3) ✗");
    expect(figureText({ value: 12.34, unit: "×" })).toBe("12.3×");
  });

  it("distinguishes a small value from zero", () => {
    expect(figureText({ value: 0.0123, unit: " MB" })).toBe("0.012 MB");
    expect(figureText({ value: 0, unit: " MB" })).toBe("0 MB");
  });
});

it("lists missed goals", () => {
  expect(missedGoals([section])).toEqual(["CPU: turn, ratio: 6.62× (≤6) ✗"]);
});

it("prints a table with aligned columns, a dash for missing figures, and notes", () => {
  expect(sectionText(section).split("\n")).toEqual([
    "CPU",
    "          median          ratio",
    "  echo   0.30 ms              –",
    "  turn      2 ms   6.62× (≤6) ✗",
    "  · on a busy machine",
  ]);
});
