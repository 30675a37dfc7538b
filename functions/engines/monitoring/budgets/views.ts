import { z } from "zod";
import {
  type BudgetPeriod,
  type BudgetStanding,
  budgetLevels,
} from "../../../../shared/contracts/metrics/budget-standing.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { usdText } from "../../../../shared/prices/usd-text.ts";

export const BudgetStandingView = z
  .object({
    period: z.enum(["day", "month"]).describe("What the budget is for."),
    of: z.string().describe("The day or month."),
    budget_usd: z.string().describe("The budget."),
    spent_usd: z.string().describe("What was spent of it."),
    percent: z.number().describe("The share that was spent."),
    level: z.enum(budgetLevels).describe("What follows: people are told, a cheaper model answers, or the agent stops."),
  })
  .meta({ id: "BudgetStanding" });
type BudgetStandingView = z.infer<typeof BudgetStandingView>;

export interface Budgets {
  /** How the client's budgets stand today. */
  standings(tenantId: TenantId): Promise<readonly BudgetStandingView[]>;
}

export function standingViews({ day, month }: BudgetStanding, today: string): readonly BudgetStandingView[] {
  const views = [
    ...(day ? [standingView("day", current(day, today))] : []),
    ...(month ? [standingView("month", current(month, today.slice(0, 7)))] : []),
  ];
  return views;
}

/** A new day or month begins with nothing spent, before anything is counted in it. */
function current(period: BudgetPeriod, of: string): BudgetPeriod {
  return period.of === of ? period : { ...period, of, spentNanoUsd: 0, level: "none" };
}

function standingView(period: "day" | "month", { of, spentNanoUsd, budgetNanoUsd, level }: BudgetPeriod) {
  const percent = Math.round((spentNanoUsd / budgetNanoUsd) * 1_000) / 10;
  return { period, of, budget_usd: usdText(budgetNanoUsd), spent_usd: usdText(spentNanoUsd), percent, level };
}
