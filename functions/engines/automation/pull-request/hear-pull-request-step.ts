import { needsTwoPeople } from "../../../../shared/contracts/accounts/client-approval.ts";
import { automationActivated, gitHubPullRequestReported } from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { readFileAt } from "../github/pull-requests.ts";
import { automationRuns } from "../run.ts";
import { automationProposals, type Proposal } from "./proposal.ts";
import type { ProposalDependencies } from "./propose-step.ts";

interface Merged {
  /** Whether the main branch has the very text that was checked. Null: it was not merged. */
  readonly isChecked: boolean | null;
  /** The client needs two people, and the second has not approved. A merge at GitHub is no approval. */
  readonly waits: boolean;
}

/** Follows the pull request of a configuration. Merged as it was checked, it is activated; closed, the run says so. */
export function hearPullRequestStep({ platform: { documents }, configs, account, openGitHub }: ProposalDependencies) {
  return step({
    name: "automation-hear-pull-request",
    on: gitHubPullRequestReported,
    publishes: [automationActivated],
    document: automationProposals,
    documentId: ({ data }) => data.configName,
    async gather(proposal, { tenantId, data }): Promise<Merged | undefined> {
      if (!proposal || !concerns(proposal, data)) return undefined;
      if (data.state !== "merged" || data.mergeCommit === null) return { isChecked: null, waits: false };
      const { runId, configName, version, path, repository } = proposal;
      const github = await account();
      const checked = (await configs.get(tenantId, configName, version))?.yaml;
      if (github === null || checked === undefined) return { isChecked: false, waits: false };
      const merged = await readFileAt(await openGitHub(github, repository), path, data.mergeCommit);
      const run = (await documents.get(tenantId, automationRuns.collection, runId))?.data.state;
      const waits = run?.approvedBy === null && (await needsTwoPeople(documents, agencyId, tenantId));
      return { isChecked: merged?.content === checked, waits };
    },
    decide(proposal, { data }, found, now) {
      if (!proposal || found === undefined) return undefined;
      const { state, updatedAt, by } = data;
      const next: Proposal = { ...proposal, state, updatedAt, failure: null };
      if (found.isChecked === null) return { document: next };
      if (!found.isChecked) {
        const failure = `What was merged is not version ${proposal.version}, which was checked. Push the file with \`config push\`, or generate again.`;
        return { document: { ...next, failure } };
      }
      if (found.waits) {
        const failure = "It is merged, and a second person has to approve the run. Approve it, then activate it.";
        return { document: { ...next, failure } };
      }
      const activation = { runId: proposal.runId, by: `github:${by}`, at: now.toISOString() };
      return { document: next, publish: [newEvent(automationActivated, proposal.runId, activation)] };
    },
  });
}

/** Anybody may name a branch like ours: the number is compared. A merge is final, and an older state is ignored. */
function concerns(
  { repository, number, state, updatedAt }: Proposal,
  told: {
    readonly repository: string;
    readonly number: number;
    readonly updatedAt: string;
    readonly state: Proposal["state"];
  },
): boolean {
  if (repository !== told.repository || number !== told.number || state === "merged") return false;
  return told.state === "merged" || updatedAt === null || Date.parse(told.updatedAt) >= Date.parse(updatedAt);
}
