import { createHash, timingSafeEqual } from "node:crypto";
import { budgetStandingId } from "../../../../shared/contracts/metrics/budget-standing.ts";
import { readDays, totalOf } from "../../../../shared/contracts/metrics/rollups.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { metricsSecret } from "../../../app/instances.ts";
import { budgetStandingDocuments } from "../budgets/standing.ts";
import { rollupTotals, totalsId } from "../rollups/documents.ts";
import { addTenant } from "./tenant-samples.ts";
import { exposition } from "./text-format.ts";

const mostClients = 10_000;
const recentDays = 7;

/**
 * What Prometheus scrapes: every client's totals, the same from whichever instance answers, because they come from the
 * rollups.
 * @throws Problem 401 without the token, 404 where the installation has none
 */
export async function serveMetrics(
  { documents, keys }: Pick<Platform, "documents" | "keys">,
  { authorization, now }: { readonly authorization: string | undefined; readonly now: Date },
): Promise<string> {
  const token = await keys.secret(platformScope, metricsSecret);
  if (token === undefined)
    throw new Problem(404, "metrics-off", `Metrics are off. Set the platform's secret ${metricsSecret} to serve them.`);
  const given = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  if (!timingSafeEqual(digest(given), digest(token)))
    throw new Problem(401, "token-invalid", `Send \`Authorization: Bearer\` and the platform's ${metricsSecret}.`, {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  return metricsText(documents, now);
}

/** All clients' metrics in Prometheus' text format. */
export async function metricsText(documents: Documents, now: Date): Promise<string> {
  const out = exposition();
  const until = new Date(now.getTime() + 86_400_000).toISOString();
  const refs = await documents.overdue(rollupTotals.collection, "state.updatedAt", until, mostClients);
  const day = (before: number) => new Date(now.getTime() - before * 86_400_000).toISOString().slice(0, 10);
  for (const { tenantId } of refs) {
    const [totals, budgets, days] = await Promise.all([
      documents.get(tenantId, rollupTotals.collection, totalsId),
      documents.get(tenantId, budgetStandingDocuments.collection, budgetStandingId),
      readDays(documents, tenantId, { from: day(recentDays - 1), until: day(-1) }),
    ]);
    if (totals)
      addTenant(out, {
        client: tenantId,
        totals: totals.data.state,
        recent: totalOf(days),
        budgets: budgets?.data.state,
      });
  }
  return out.text();
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
