import { activeConfigsOf } from "../../../shared/config/versions/active-configs.ts";
import { budgetStandingId } from "../../../shared/contracts/metrics/budget-standing.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Composition } from "../../app/compose.ts";
import { budgetStandingDocuments } from "./budgets/standing.ts";
import { standingViews } from "./budgets/views.ts";
import { dayOf } from "./rollups/deltas.ts";
import { rollupRoutes } from "./rollups/routes.ts";

export function openMetricRoutes({ platform: { documents }, configs, now }: Composition) {
  async function today(tenantId: TenantId): Promise<string> {
    const [config] = await activeConfigsOf(configs, tenantId);
    return dayOf(now().toISOString(), config?.timezone ?? "UTC");
  }
  return rollupRoutes({
    documents,
    today,
    budgets: {
      async standings(tenantId) {
        const stored = await documents.get(tenantId, budgetStandingDocuments.collection, budgetStandingId);
        return stored ? standingViews(stored.data.state, await today(tenantId)) : [];
      },
    },
  });
}
