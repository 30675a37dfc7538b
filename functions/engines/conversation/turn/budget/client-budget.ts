import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type BudgetLevel, budgetLevel } from "../../../../../shared/contracts/metrics/budget-standing.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";

/** What the client's budgets ask of this turn. A client without budgets costs no read. */
export async function clientBudget(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  { config, now }: { readonly config: TenantConfig; readonly now: Date },
): Promise<BudgetLevel> {
  if (config.budgets === undefined) return "none";
  return budgetLevel(documents, tenantId, { now, timeZone: config.timezone });
}

const downgraded = new WeakMap<TenantConfig, TenantConfig>();

/** The configuration with the cheaper model. The client's own endpoint has no other models, so it stays as it is. */
export function withCheaperModel(config: TenantConfig): TenantConfig {
  const cheaper = config.budgets?.downgrade_to;
  const { model } = config.agent;
  if (cheaper === undefined || cheaper === model.primary) return config;
  const known = downgraded.get(config);
  if (known) return known;
  const fallback = model.fallback === cheaper ? model.primary : model.fallback;
  const next = { ...config, agent: { ...config.agent, model: { ...model, primary: cheaper, fallback } } };
  downgraded.set(config, next);
  return next;
}
