import { type BudgetStanding, budgetStandingId } from "../../../../shared/contracts/metrics/budget-standing.ts";
import { type RollupMonth, rollupMonths } from "../../../../shared/contracts/metrics/rollups.ts";
import type { BudgetReached } from "../../../../shared/events/index.ts";
import { type Documents, put, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { dayOf } from "../rollups/deltas.ts";
import { budgetStandingDocuments, type ConfiguredBudgets, judgeBudgets } from "./standing.ts";

interface Counted {
  readonly budgets?: ConfiguredBudgets | undefined;
  readonly timeZone: string;
  /** The months that this count adds to, as they will be. */
  readonly months: readonly RollupMonth[];
  readonly now: Date;
}

/** What the client's budgets say after a count. Nothing is read or written for a client without budgets. */
export async function budgetsAfter(
  documents: Documents,
  tenantId: TenantId,
  { budgets, timeZone, months, now }: Counted,
): Promise<{ readonly writes: readonly Write[]; readonly reached: readonly BudgetReached[] }> {
  if (budgets === undefined) return { writes: [], reached: [] };
  const today = dayOf(now.toISOString(), timeZone);
  const { collection } = budgetStandingDocuments;
  const before = (await documents.get(tenantId, collection, budgetStandingId))?.data.state;
  const added = months.find(({ month }) => month === today.slice(0, 7));
  const month = added ?? (await documents.get(tenantId, rollupMonths, today.slice(0, 7)))?.data.state;
  const { standing, reached } = judgeBudgets(before, { budgets, month, today, at: now.toISOString() });
  if (before && periodsOf(before) === periodsOf(standing)) return { writes: [], reached: [] };
  return { writes: [put(collection, budgetStandingId, newOwned(standing))], reached };
}

function periodsOf({ day, month }: BudgetStanding): string {
  return JSON.stringify([day, month]);
}
