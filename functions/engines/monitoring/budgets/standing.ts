import Big from "big.js";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import {
  type BudgetLevel,
  type BudgetPeriod,
  BudgetStanding,
  budgetLevels,
  budgetStandings,
} from "../../../../shared/contracts/metrics/budget-standing.ts";
import type { RollupMonth } from "../../../../shared/contracts/metrics/rollups.ts";
import type { BudgetReached } from "../../../../shared/events/index.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { totalNanoUsd } from "../rollups/views.ts";

export type ConfiguredBudgets = NonNullable<TenantConfig["budgets"]>;

export const budgetStandingDocuments = ownedDocument<BudgetStanding>({
  name: budgetStandings.name,
  state: BudgetStanding,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

export interface Judged {
  readonly standing: BudgetStanding;
  /** Levels that were reached since the last time, each told once. */
  readonly reached: readonly BudgetReached[];
}

/** How the budgets stand after what the month's rollup holds. Pure. */
export function judgeBudgets(
  before: BudgetStanding | undefined,
  given: {
    readonly budgets: ConfiguredBudgets;
    readonly month: RollupMonth | undefined;
    readonly today: string;
    readonly at: string;
  },
): Judged {
  const { budgets, month, today, at } = given;
  const thisMonth = today.slice(0, 7);
  const days = month?.month === thisMonth ? month.days : {};
  const spentToday = days[today.slice(8)];
  const day = periodOf(budgets, budgets.daily_usd, { of: today, spent: spentToday ? totalNanoUsd(spentToday) : 0 });
  const spentInMonth = Object.values(days).reduce((sum, counters) => sum + totalNanoUsd(counters), 0);
  const whole = periodOf(budgets, budgets.monthly_usd, { of: thisMonth, spent: spentInMonth });
  return {
    standing: { day, month: whole, updatedAt: at },
    reached: [...newLevels("day", before?.day, day, at), ...newLevels("month", before?.month, whole, at)],
  };
}

function periodOf(
  budgets: ConfiguredBudgets,
  usd: number | undefined,
  { of, spent }: { readonly of: string; readonly spent: number },
): BudgetPeriod | null {
  if (usd === undefined) return null;
  const budgetNanoUsd = Number(new Big(usd).times(1e9).round(0).toFixed(0));
  const share = (spent / budgetNanoUsd) * 100;
  const level: BudgetLevel =
    share >= (budgets.stop_at ?? Number.POSITIVE_INFINITY)
      ? "stop"
      : share >= (budgets.downgrade_at ?? Number.POSITIVE_INFINITY)
        ? "downgrade"
        : share >= budgets.warn_at
          ? "warn"
          : "none";
  return { of, spentNanoUsd: spent, budgetNanoUsd, level };
}

function newLevels(
  period: BudgetReached["period"],
  before: BudgetPeriod | null | undefined,
  after: BudgetPeriod | null,
  at: string,
): readonly BudgetReached[] {
  if (after === null) return [];
  const known = before?.of === after.of ? budgetLevels.indexOf(before.level) : 0;
  const { of, spentNanoUsd, budgetNanoUsd } = after;
  return budgetLevels
    .slice(known + 1, budgetLevels.indexOf(after.level) + 1)
    .flatMap((level) => (level === "none" ? [] : [{ period, of, level, spentNanoUsd, budgetNanoUsd, at }]));
}
