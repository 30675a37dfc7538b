import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { projectRoot } from "../../project-root.ts";
import { loadTenantConfig } from "../index.ts";
import { minimalYaml } from "../minimal-config.fixture.ts";
import type { ConfigProblem } from "./problem.ts";

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("");

function problemsOf(text: string): readonly ConfigProblem[] {
  const loaded = loadTenantConfig({ file: "tenant.yaml", text });
  return loaded.ok ? [] : loaded.problems;
}

const handoffs = (count: number) =>
  minimalYaml({
    more: `  business_logic:\n    escalation:\n      handoff:\n${lines(count, (at) => `        - { type: t${at}, fallback: nowhere${at} }\n`)}`,
  });

describe("a file with many mistakes", () => {
  it("has its first hundred problems told, and how many more there are from which line on", () => {
    const problems = problemsOf(minimalYaml({ more: lines(3_000, (at) => `  colour_${at}: red\n`) }));
    expect(problems).toHaveLength(101);
    expect(problems[99]).toMatchObject({ code: "unknown-key", path: "automation_config.colour_99" });
    expect(problems[100]).toMatchObject({
      code: "more-problems",
      line: 111,
      message: "The file has 2900 more problems from here on.",
    });
  });

  it("tells all problems where they are a hundred", () => {
    expect(problemsOf(minimalYaml({ more: lines(100, (at) => `  colour_${at}: red\n`) }))).toHaveLength(100);
  });

  it.each([
    ["unknown keys", (size: number) => minimalYaml({ more: lines(size, (at) => `  colour_${at}: red\n`) })],
    [
      "unknown keys in a section",
      (size: number) => minimalYaml({ more: `  conversation:\n${lines(size, (at) => `    c${at}: 1\n`)}` }),
    ],
    [
      "items that do not fit",
      (size: number) => minimalYaml({ more: `  knowledge:\n${lines(size, () => "    - {}\n")}` }),
    ],
    ["names of nothing", handoffs],
  ])("costs no more than its length: %s", (_, file) => {
    expect(growthAtEightfold((size) => problemsOf(file(size)), 200)).toBeLessThan(linearAtEightfold);
  });
});

describe("a file with many doubtful settings", () => {
  const offers = (size: number, line: (at: number) => string) =>
    `  business_logic:\n    cross_sell:\n      triggers:\n${lines(size, line)}`;
  it.each([
    ["conditions with slips", (size: number) => offers(size, (at) => `        - positive_sentimnt && c${at}\n`)],
    ["conditions that never hold", (size: number) => offers(size, (at) => `        - sentiment_score > ${at + 2}\n`)],
    [
      "signals that nothing reads",
      (size: number) => `  signals:\n${lines(size, (at) => `    signal_${at}: [word]\n`)}`,
    ],
    [
      "hours that overlap",
      (size: number) => `  business_hours:\n    mon:\n${lines(size, () => '      - "09:00-18:00"\n')}`,
    ],
    [
      "columns of no row",
      (size: number) =>
        `  tables: { t: [{ id: a }] }\n  tools:\n    available:\n      - name: t\n        type: database\n        config:\n          table: t\n          fields:\n${lines(size, (at) => `            - c${at}\n`)}`,
    ],
  ])("costs no more than its length: %s", (_, more) => {
    const warningsOf = (size: number) => {
      const loaded = loadTenantConfig({ file: "tenant.yaml", text: minimalYaml({ more: more(size) }) });
      return loaded.ok ? loaded.warnings(new Date("2026-11-28T00:00:00Z")) : [];
    };
    expect(warningsOf(10).length).toBeGreaterThan(0);
    expect(growthAtEightfold(warningsOf, 200)).toBeLessThan(linearAtEightfold);
  });
});

describe("a file that is no configuration", () => {
  it.each([
    ["keys without end", lines(30_000, (at) => `key${at}: 1\n`), "too-many"],
    ["brackets without end", "[".repeat(500_000), "too-many"],
    ["brackets in brackets", `a: ${"[".repeat(3_000)}${"]".repeat(3_000)}`, "too-deep"],
    ["lists in lists", "- ".repeat(5_000), "too-deep"],
    ["sections in sections", lines(200, (at) => `${" ".repeat(at)}a:\n`), "too-deep"],
    ["quotes", '"'.repeat(400_000), "too-many"],
    ["aliases of nothing", "*a ".repeat(150_000), "too-many"],
    ["line breaks", "\n".repeat(400_000), "too-many"],
  ])("is refused in one problem with its place: %s", (_, text, code) => {
    expect(problemsOf(text)).toMatchObject([{ code, line: expect.any(Number), remedy: expect.stringMatching(/\S/) }]);
  });

  it("has its first hundred errors of YAML told", () => {
    const problems = problemsOf("a: ]\n".repeat(2_000));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toMatch(/^The file has \d+ more problems from here on\.$/);
  });

  it("leaves the stack traces of other errors as they were", () => {
    problemsOf("a: ]\n".repeat(10));
    expect(new Error("any").stack).toContain("hostile-files");
  });
});

describe("a file with nonsense in one place", () => {
  const example = parse(readFileSync(join(projectRoot, "config", "example.yaml"), "utf8"));
  const everywhere = ["a = 'b'", "__proto__", "constructor"];
  const inTurn = ["", "{{x", "((((", -1, null, true, [], {}];

  it.each([
    ["value", withValue],
    ["key", withKey],
  ])("is read or refused, whichever %s it is", (_, put) => {
    const places = placesIn(example);
    expect(places.length).toBeGreaterThan(250);
    for (const [index, place] of places.entries())
      for (const each of [...everywhere, inTurn[index % inTurn.length]])
        expect(() => warningsOrProblems(stringify(put(example, place, each)))).not.toThrow();
  });
});

type Place = readonly string[];

/** The place of every value that is no section and no list. */
function placesIn(value: unknown, at: Place = []): readonly Place[] {
  if (value === null || typeof value !== "object") return [at];
  return Object.entries(value).flatMap(([key, item]) => placesIn(item, [...at, key]));
}

function withValue(value: unknown, [key, ...rest]: Place, given: unknown): unknown {
  if (key === undefined) return given;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  return Object.assign(copy, { [key]: withValue(Reflect.get(copy, key), rest, given) });
}

/** The same value under another key, in the section that the place is in. */
function withKey(value: unknown, place: Place, given: unknown): unknown {
  const depth = place.findLastIndex((key) => !/^\d+$/.test(key));
  const section = place.slice(0, depth).reduce<unknown>((within, key) => Reflect.get(within as object, key), value);
  const renamed = Object.entries(section as object).map(([key, item]) => [key === place[depth] ? given : key, item]);
  return withValue(value, place.slice(0, depth), Object.fromEntries(renamed));
}

function warningsOrProblems(text: string): readonly ConfigProblem[] {
  const loaded = loadTenantConfig({ file: "tenant.yaml", text });
  return loaded.ok ? loaded.warnings(new Date("2026-11-28T00:00:00Z")) : loaded.problems;
}
