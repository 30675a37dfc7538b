import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type AutomationRun, automationRuns } from "./run.ts";

/** The runs of one configuration, newest first. */
export async function newestRuns(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  { configName, limit }: { readonly configName: string; readonly limit: number },
): Promise<readonly AutomationRun[]> {
  const { items } = await documents.query(tenantId, automationRuns.collection, {
    where: [["state.configName", "==", configName]],
    orderBy: { field: "state.requestedAt", direction: "desc" },
    limit,
  });
  return items.map(({ data }) => data.state);
}
