import { needsTwoPeople } from "../../../shared/contracts/accounts/client-approval.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { automationProposals } from "./pull-request/proposal.ts";
import { automationReplays } from "./replay/replay.ts";
import type { AutomationRun } from "./run.ts";
import { type AutomationView, automationView } from "./views.ts";

/** A run as the API shows it: with its pull request and its replay, and with whether a second person has to approve it. */
export async function readView(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  run: AutomationRun,
): Promise<AutomationView> {
  const [proposal, twoPeople, replay] = await Promise.all([
    documents.get(tenantId, automationProposals.collection, run.configName),
    needsTwoPeople(documents, agencyId, tenantId),
    documents.get(tenantId, automationReplays.collection, run.id),
  ]);
  return automationView(run, { twoPeople, proposal: proposal?.data.state, replay: replay?.data.state });
}
