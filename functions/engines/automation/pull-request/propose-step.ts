import { automationChecked } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { isSandboxTenant } from "../../../../shared/runtime/sandbox/outside.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import type { GapDependencies } from "../gaps/sync-gap-step.ts";
import { underLease } from "../github/lease.ts";
import { type MadePullRequest, makePullRequest } from "../github/pull-requests.ts";
import { type AutomationRun, automationRuns } from "../run.ts";
import { branchOf, pathOf } from "./branch.ts";
import { automationProposals, type Proposal } from "./proposal.ts";
import { pullRequestText } from "./pull-request-text.ts";

export interface ProposalDependencies extends Pick<AutomationDependencies, "configs">, GapDependencies {}

interface Made {
  readonly run: AutomationRun;
  readonly version: number;
  readonly repository: string;
  readonly result: MadePullRequest | { readonly made: "refused"; readonly message: string };
}

/** Shows a checked configuration as a pull request, where the agency has a repository for them. */
export function proposeStep({
  platform: { documents },
  configs,
  account,
  openGitHub,
  now: clock,
}: ProposalDependencies) {
  async function runOf(tenantId: TenantId, runId: string) {
    return (await documents.get(tenantId, automationRuns.collection, runId))?.data.state;
  }

  async function textsOf(tenantId: TenantId, { configName, baseVersion }: AutomationRun, version: number) {
    const after = await configs.get(tenantId, configName, version);
    const before = baseVersion === null ? undefined : await configs.get(tenantId, configName, baseVersion);
    if (after === undefined) throw new Error(`Version ${version} of ${configName} is gone.`);
    return {
      after: { version, yaml: after.yaml },
      before: before && baseVersion !== null ? { version: baseVersion, yaml: before.yaml } : null,
    };
  }

  return step({
    name: "automation-propose",
    on: automationChecked,
    document: automationProposals,
    documentId: ({ data }) => data.configName,
    filter: ({ tenantId }) => !isSandboxTenant(tenantId),
    async gather(known, { tenantId, data: { runId } }, { log }): Promise<Made | undefined> {
      const github = await account();
      const run = await runOf(tenantId, runId);
      if (!github?.configRepository || run?.status !== "ready" || run.version === null) return undefined;
      const { version, configName } = run;
      const { configRepository: repository } = github;
      const texts = await textsOf(tenantId, run, version);
      const writtenSha = known?.repository === repository && known.state === "open" ? known.fileSha : null;
      const wanted = {
        branch: branchOf(tenantId, configName),
        path: pathOf(tenantId, configName),
        writtenSha,
        content: texts.after.yaml,
        ...pullRequestText(run, tenantId, texts),
      };
      const lease = deriveId("automation-proposal", tenantId, configName);
      try {
        const opened = await openGitHub(github, repository);
        const result = await underLease({ documents, now: clock }, lease, () => makePullRequest(opened, wanted));
        return { run, version, repository, result };
      } catch (error) {
        if (!(error instanceof TerminalError)) throw error;
        log.error({ err: error }, "GitHub refuses the pull request of a configuration");
        return { run, version, repository, result: { made: "refused", message: error.message } };
      }
    },
    decide(known, { tenantId }, made) {
      if (made === undefined) return undefined;
      return { document: proposalAfter(known, tenantId, made) };
    },
  });
}

function proposalAfter(
  known: Proposal | undefined,
  tenantId: string,
  { run, version, repository, result }: Made,
): Proposal {
  const { configName, id: runId } = run;
  const places = { repository, branch: branchOf(tenantId, configName), path: pathOf(tenantId, configName) };
  const common = { configName, runId, version, ...places };
  const none = { state: "none", number: null, url: null, fileSha: null, updatedAt: null } as const;
  switch (result.made) {
    case "open": {
      const { number, url, fileSha, updatedAt } = result;
      return { ...common, state: "open", number, url, fileSha, updatedAt, failure: null };
    }
    case "nothing-to-change":
      return { ...common, ...none, failure: null };
    case "edited-by-hand":
      return {
        ...none,
        ...known,
        ...common,
        failure: `Somebody edited the file in ${result.url}. Merge or close that pull request, then generate again.`,
      };
    case "refused":
      return { ...none, ...known, ...common, failure: result.message.slice(0, 500) };
  }
}
