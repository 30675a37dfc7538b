import { requestedCapabilities } from "../../../../shared/contracts/requested-capabilities.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Demand } from "../tasks/playbooks.ts";

const dayMs = 86_400_000;
const windowDays = 28;
const recentDays = 14;
/** The newest that are read. */
const most = 1_000;

/** The missing tools and integrations that customers asked for in 28 days. One request is one conversation. */
export async function readToolDemands(documents: Documents, tenantId: TenantId, now: Date): Promise<readonly Demand[]> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs).toISOString();
  const { items } = await documents.query(tenantId, requestedCapabilities, {
    where: [["state.at", ">=", before(windowDays)]],
    orderBy: { field: "state.at", direction: "desc" },
    limit: most,
  });
  const recent = before(recentDays);
  const byName = Map.groupBy(
    items.map(({ data }) => data.state),
    ({ name }) => name,
  );
  return [...byName].map(([name, group]) => ({
    playbook: "missing-tool" as const,
    key: name,
    subject: name,
    conversations: group.length,
    recently: group.filter(({ at }) => at >= recent).length,
  }));
}
