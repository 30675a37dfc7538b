import { runCli } from "../run-cli.ts";

interface Shown {
  readonly figures: number;
  readonly differing: number;
  readonly all: readonly { readonly figure: string; readonly expected: string; readonly found: string }[];
}

const month = ["simulate-month", "--conversations", "300", "--days", "2", "--json"];

it("finds every figure of a virtual month as its raw records give it, and the same after it was killed twice", async () => {
  const [whole, killed] = await Promise.all([runCli(month), runCli([...month, "--kill-twice"])]);
  expect(killed.stderr).toMatch(/killed in minute 960 .*killed in minute 1920 /s);
  const shown = [whole, killed].map(({ stdout }): Shown => JSON.parse(stdout));
  for (const { all } of shown) expect(all.filter(({ expected, found }) => expected !== found)).toEqual([]);
  expect(shown[1]).toEqual(shown[0]);
  expect(shown[0]?.figures).toBeGreaterThan(500);
  expect([whole.exitCode, killed.exitCode]).toEqual([0, 0]);
  const found = new Map(shown[0]?.all.map(({ figure, found }) => [figure, found]));
  expect(found.get("incidents")).toBe("2");
  expect(Number(found.get("sla creditMinor"))).toBeGreaterThan(0);
  expect(found.get("stripe credit notes")).toBe(found.get("sla creditMinor"));
  expect(found.get("sla of intervals availabilityPercent")).toMatch(/^9\d\.\d{4}$/);
  expect(Number(found.get("quality month-budget votes"))).toBeGreaterThan(0);
  expect(found.get("health month-sla status")).toBe("healthy");
  expect([...found].filter(([figure, level]) => figure.startsWith("budget ") && level !== "none")).not.toEqual([]);
});

it("names the option that is wrong", async () => {
  const { exitCode, stderr } = await runCli(["simulate-month", "--conversations", "many"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("It must be a whole number from 3 to 100000.");
});
