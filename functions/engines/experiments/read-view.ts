import { automationProgress, progressOf } from "../../../shared/contracts/lifecycle/automation-progress.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type Experiment, openPromotionOf } from "./experiment.ts";
import { type ExperimentView, experimentView } from "./views.ts";

/** An experiment as the API shows it: while a variant is promoted, with how far its checks are. */
export async function readView(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  experiment: Experiment,
): Promise<ExperimentView> {
  const open = openPromotionOf(experiment);
  const run = open && (await documents.get(tenantId, automationProgress, open.runId))?.data.state;
  return experimentView(experiment, run && progressOf(run));
}
