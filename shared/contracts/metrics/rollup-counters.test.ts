import { addCounters, type Counters, countersOf, noCounters, otherName, toolsKept } from "./rollup-counters.ts";

const mebibyte = 1_048_576;

/** A day on which the model makes up a tool's name in each turn, as long as a name may be. */
function madeUpDay(turns: number): Counters {
  let counters = noCounters();
  for (let turn = 0; turn < turns; turn += 1) {
    const name = `${turn}`.padEnd(500, "x");
    const requests = { requests: 1, errors: 0, inputTokens: 10, outputTokens: 1, cachedTokens: 0 };
    const seen = {
      turns: { agent: 1 },
      tools: { [name]: { calls: 1, errors: 1, ms: 5 } },
      models: { [name]: requests },
    };
    counters = addCounters(counters, countersOf(seen));
  }
  return counters;
}

it("counts names beyond the limit under another, and loses no count", () => {
  const { tools, models, turns } = madeUpDay(2_000);
  expect(Object.keys(tools)).toHaveLength(toolsKept + 1);
  const calls = Object.values(tools).reduce((sum, each) => sum + each.calls, 0);
  const requests = Object.values(models).reduce((sum, each) => sum + each.requests, 0);
  expect([turns.agent, calls, requests]).toEqual([2_000, 2_000, 2_000]);
  expect(tools[otherName]?.calls).toBe(2_000 - toolsKept);
});

it("keeps a month of such days below 1 MiB", () => {
  const day = madeUpDay(300);
  const days = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [String(index + 1), day]));
  expect(Buffer.byteLength(JSON.stringify(days))).toBeLessThan(mebibyte / 2);
});
