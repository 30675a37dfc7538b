import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { wallClock } from "../../time/wall-clock.ts";
import { readModel } from "../read-model.ts";

export const budgetLevels = ["none", "warn", "downgrade", "stop"] as const;
export type BudgetLevel = (typeof budgetLevels)[number];

const Period = z.object({
  /** `2026-11-29` or `2026-11`: what was spent in another day or month counts no more. */
  of: z.string(),
  spentNanoUsd: z.number().int(),
  budgetNanoUsd: z.number().int(),
  level: z.literal(budgetLevels),
});
export type BudgetPeriod = z.infer<typeof Period>;

/** How a client's budgets stood when its metrics were last counted. Null: the client has no such budget. */
export const BudgetStanding = z.object({
  day: Period.nullable(),
  month: Period.nullable(),
  updatedAt: z.string(),
});
export type BudgetStanding = z.infer<typeof BudgetStanding>;
export const budgetStandingId = "all";

/** The monitoring engine owns these documents. */
export const budgetStandings = readModel({
  name: "budget-standings",
  state: BudgetStanding,
  indexes: [],
});

/** The higher of the levels of this day and this month. Pure. */
export function levelNow({ day, month }: Pick<BudgetStanding, "day" | "month">, today: string): BudgetLevel {
  const held = [
    day?.of === today ? day.level : "none",
    month?.of === today.slice(0, 7) ? month.level : "none",
  ] as const;
  return budgetLevels.findLast((level) => held.includes(level)) ?? "none";
}

/**
 * Turns ask again after this time. With the time until the next count, about a minute, it bounds how much more than the
 * budget is spent.
 */
const staleAfterMs = 10_000;

const caches = new WeakMap<object, LRUCache<TenantId, Promise<BudgetStanding | null>>>();

/** The level of the client's budgets at this moment: at most one read in ten seconds and process. */
export async function budgetLevel(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Promise<BudgetLevel> {
  const cache = caches.get(documents) ?? new LRUCache({ max: 10_000, ttl: staleAfterMs });
  caches.set(documents, cache);
  let reading = cache.get(tenantId);
  if (reading === undefined) {
    reading = documents
      .get(tenantId, budgetStandings, budgetStandingId)
      .then((stored) => stored?.data.state ?? null)
      .catch((error: unknown) => {
        cache.delete(tenantId);
        throw error;
      });
    cache.set(tenantId, reading);
  }
  const standing = await reading;
  return standing === null ? "none" : levelNow(standing, wallClock(now, timeZone).date);
}
