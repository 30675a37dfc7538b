import { budgetLevel, levelNow } from "../../../../shared/contracts/metrics/budget-standing.ts";
import { countersOf } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { budgetStandingDocuments, judgeBudgets } from "./standing.ts";

const at = "2026-11-29T12:00:00.000Z";
const budgets = {
  daily_usd: 10,
  monthly_usd: 100,
  warn_at: 80,
  downgrade_at: 90,
  downgrade_to: "gemini-3.5-flash-lite",
  stop_at: 100,
  hand_over: true,
  stop_messages: {},
};
const spent = (usd: number) => countersOf({ costNanoUsd: { model: Math.round(usd * 1e9) } });
const month = (today: number, earlier = 0) => ({
  month: "2026-11",
  days: { "28": spent(earlier), "29": spent(today) },
  updatedAt: at,
});
const judge = (today: number, earlier?: number, before?: Parameters<typeof judgeBudgets>[0]) =>
  judgeBudgets(before, { budgets, month: month(today, earlier), today: "2026-11-29", at });

test.each([
  [7.999999999, "none", []],
  [8, "warn", ["warn"]],
  [9, "downgrade", ["warn", "downgrade"]],
  [9.999999999, "downgrade", ["warn", "downgrade"]],
  [10, "stop", ["warn", "downgrade", "stop"]],
])("of $10 a day, $%d spent: %s", (usd, level, told) => {
  const { standing, reached } = judge(usd);
  expect(standing.day?.level).toBe(level);
  expect(reached.map((each) => each.level)).toEqual(told);
});

test("tells each level once, and again in the next day", () => {
  const first = judge(8.5).standing;
  expect(judge(8.7, 0, first).reached).toEqual([]);
  expect(judge(9.2, 0, first).reached).toMatchObject([{ level: "downgrade", period: "day", of: "2026-11-29" }]);
  const yesterday = { ...first, day: first.day && { ...first.day, of: "2026-11-28" } };
  expect(judge(8.5, 0, yesterday).reached).toMatchObject([{ level: "warn" }]);
});

test("the month counts beside the day, and the higher level holds", () => {
  const { standing } = judge(1, 99);
  expect(standing).toMatchObject({ day: { level: "none" }, month: { level: "stop" } });
  expect(levelNow(standing, "2026-11-29")).toBe("stop");
  expect(levelNow(judge(10).standing, "2026-11-30")).toBe("none");
});

test("a turn reads the level at most once in a while, by the client's own day", async () => {
  const { platform, close } = openTestPlatform(() => new Date(at));
  let reads = 0;
  const documents = {
    get: ((...given: Parameters<typeof platform.documents.get>) => {
      reads += 1;
      return platform.documents.get(...given);
    }) as typeof platform.documents.get,
  };
  const { collection } = budgetStandingDocuments;
  await platform.documents.commit(tenantId, [put(collection, "all", newOwned(judge(10).standing))]);
  const ask = (now: string) => budgetLevel(documents, tenantId, { now: new Date(now), timeZone: "Asia/Kolkata" });
  expect(await ask("2026-11-29T18:29:59.000Z")).toBe("stop");
  expect(await ask("2026-11-29T18:30:00.000Z")).toBe("none");
  expect(reads).toBe(1);
  await close();
});
