import { z } from "zod";
import { progressOf } from "../../../shared/contracts/lifecycle/automation-progress.ts";
import type { Gap } from "./gaps/gap.ts";
import { CostView, costView } from "./gate/cost-view.ts";
import { shownPath } from "./generate/trace.ts";
import type { Proposal } from "./pull-request/proposal.ts";
import type { Replay } from "./replay/replay.ts";
import { ReplaySummary, replaySummary } from "./replay/views.ts";
import { type AutomationRun, CheckName, RunStatus, ScenarioOutcome } from "./run.ts";

const MissingView = z.object({
  kind: z.enum(["tool", "integration"]).describe("What is missing."),
  name: z.string().describe("As the configuration names it under `missing`."),
  description: z.string().describe("What it is to do."),
  needed_by: z.array(z.string()).describe("The items of the requirements document that need it."),
});

export const AutomationSummary = z
  .object({
    automation_id: z.string().describe("Identifies the run in the other routes."),
    prd_id: z.string().nullable().describe("The requirements document. Null: an experiment asked for the checks."),
    prd_version: z.number().int().nullable().describe("Its approved version. Null without a document."),
    experiment_id: z
      .string()
      .nullable()
      .describe("The experiment whose variant is checked before it is promoted. Null: requirements stand behind it."),
    config: z.string().describe("The name of the configuration that is written."),
    version: z.number().int().nullable().describe("The stored version. Null until it is written and valid."),
    status: RunStatus.describe(
      "`ready`: checked, may be activated. `blocked`: a check failed. `failed`: nothing could be written, or the checks broke off.",
    ),
    progress: z
      .object({
        done: z.number().int().describe("Scenarios that were answered."),
        total: z.number().int().describe("Scenarios in all."),
        now: z.string().describe("What happens now."),
      })
      .describe("How far the run is."),
    requested_by: z.string().describe("The subject who asked."),
    requested_at: z.string().describe("When it was asked for."),
    finished_at: z.string().nullable().describe("When its checks ended. Null before."),
  })
  .meta({ id: "AutomationSummary" });

export const AutomationView = AutomationSummary.extend({
  failure: z.string().nullable().describe("Why nothing could be written or checked. Null otherwise."),
  base_version: z.number().int().nullable().describe("The active version that it builds on. Null: a template."),
  research_id: z.string().nullable().describe("The research run whose facts the agent knows."),
  checks: z
    .array(
      z.object({
        name: CheckName.describe("What was checked."),
        verdict: z.enum(["passed", "failed", "not-enough"]).describe("`not-enough`: nothing certain can be said."),
        details: z.array(z.string()).describe("What was found, a sentence each."),
      }),
    )
    .describe("The checks so far, in their order."),
  requirements: z
    .array(
      z.object({
        requirement: z.string().describe("The item of the requirements document."),
        must: z.boolean().describe("Without it nothing may be activated."),
        paths: z.array(z.string()).describe("The places of the configuration that meet it."),
        scenarios: z.array(z.string()).describe("The scenarios that check it."),
      }),
    )
    .describe("How each requirement is met."),
  missing: z.array(MissingView).describe("What the product does not have yet."),
  now_available: z
    .array(
      z.object({
        name: z.string().describe("As the configuration names it under `missing`."),
        issue_url: z.string().describe("The issue that was closed as completed."),
        at: z.string().describe("When it was closed."),
      }),
    )
    .describe(
      "What was missing and has come since. `POST /v1/automation` with `again` writes a configuration with it.",
    ),
  assumptions: z.array(z.string()).describe("What nobody said and somebody should look at before the activation."),
  scenarios: z
    .array(
      z.object({
        id: z.string().describe("Identifies it within the run."),
        title: z.string().describe("What it shows."),
        requirements: z.array(z.string()).describe("The items that it checks."),
        says: z.string().describe("What the customer says."),
        outcome: ScenarioOutcome.describe("`not-checked`: the agent did not answer in time."),
        reply: z.string().nullable().describe("What the agent answered. Null where it did not."),
        detail: z.string().describe("What was expected and did not happen. Empty otherwise."),
      }),
    )
    .describe("What customers said to the new configuration in a sandbox, and what came of it."),
  replay: ReplaySummary.nullable().describe(
    "Recent conversations with the old and the new version. Null: none is replayed, and the check `replay` says why.",
  ),
  pull_request: z
    .object({
      url: z.string().nullable().describe("Null while it is not open."),
      state: z.enum(["none", "open", "merged", "closed"]).describe("`none`: not open yet, or nothing to change."),
      failure: z.string().nullable().describe("Why it does not go on. Null otherwise."),
    })
    .nullable()
    .describe("Null without a repository of configurations. Merging it activates the configuration."),
  cost: CostView.nullable().describe(
    "What the measured days cost with the old version, and would have with the new one, by list prices. Null before the checks.",
  ),
  needs_approval: z
    .boolean()
    .describe("True while a second person has to approve it: nobody who generated or merged it."),
  approved_by: z.string().nullable().describe("The second person who agreed to this version. Null before."),
  approved_at: z.string().nullable().describe("When this version was approved. Null before."),
  activated_by: z.string().nullable().describe("Who activated it. Null before."),
  activated_at: z.string().nullable().describe("When it was activated. Null before."),
}).meta({ id: "Automation" });
export type AutomationView = z.infer<typeof AutomationView>;

export const GapView = MissingView.extend({
  issue: z
    .object({
      url: z.string().describe("The issue at GitHub, which all clients share."),
      state: z.enum(["open", "closed", "deleted"]).describe("`deleted`: the next run that needs it opens another."),
      reason: z.string().nullable().describe("Why it was closed: `completed` or `not_planned`. Null otherwise."),
    })
    .nullable()
    .describe("Null until it is opened, and without a GitHub App."),
  issue_failure: z.string().nullable().describe("Why the issue cannot be opened or kept current. Null otherwise."),
  runs: z.array(z.string()).describe("The runs that named it, newest first."),
}).meta({ id: "AutomationGap" });

export function automationSummary(run: AutomationRun): z.infer<typeof AutomationSummary> {
  return {
    automation_id: run.id,
    ...documentOf(run),
    config: run.configName,
    version: run.version,
    status: run.status,
    progress: { ...progressOf(run), now: nowOf(run) },
    requested_by: run.requestedBy,
    requested_at: run.requestedAt,
    finished_at: run.finishedAt,
  };
}

export function automationView(
  run: AutomationRun,
  {
    twoPeople,
    proposal,
    replay,
  }: {
    readonly twoPeople: boolean;
    readonly proposal: Proposal | undefined;
    readonly replay: Replay | undefined;
  },
): AutomationView {
  return {
    ...automationSummary(run),
    failure: run.failure,
    base_version: run.baseVersion,
    research_id: run.researchId,
    checks: run.checks,
    requirements: run.traces.map(({ requirement, links, scenarios }) => ({
      requirement,
      must: run.mustIds.includes(requirement),
      scenarios,
      paths: [...new Set(links.map(({ path }) => shownPath(path)))],
    })),
    missing: run.missing.map(missingView),
    now_available: run.finishedGaps.flatMap(({ gapId, url, at }) => {
      const name = run.missing.find(({ gap }) => gap?.id === gapId)?.name;
      return name === undefined ? [] : [{ name, issue_url: url, at }];
    }),
    assumptions: run.assumptions,
    scenarios: run.scenarios.map(({ expects: _expects, ...scenario }) => scenario),
    replay: replaySummary(replay?.round === run.round ? replay : undefined),
    pull_request:
      proposal?.runId === run.id ? { url: proposal.url, state: proposal.state, failure: proposal.failure } : null,
    cost: run.cost && costView(run.cost),
    needs_approval: twoPeople && run.approvedBy === null && run.status !== "activated",
    approved_by: run.approvedBy,
    approved_at: run.approvedAt,
    activated_by: run.activatedBy,
    activated_at: run.activatedAt,
  };
}

export function missingView({ kind, name, description, neededBy }: AutomationRun["missing"][number]) {
  return { kind, name, description, needed_by: neededBy };
}

/** What all tenants share of a gap: where its issue stands. */
export function gapStanding(gap: Gap | undefined) {
  const { issue = null, failure = null } = gap ?? {};
  return {
    issue: issue && { url: issue.url, state: issue.state, reason: issue.reason },
    issue_failure: failure?.message ?? null,
  };
}

/** What stands behind a run: a requirements document or an experiment. */
function documentOf({ origin, requirementsId, requirementsVersion }: AutomationRun) {
  return origin.type === "experiment"
    ? { prd_id: null, prd_version: null, experiment_id: origin.experimentId }
    : { prd_id: requirementsId, prd_version: requirementsVersion, experiment_id: null };
}

function nowOf({ status, failure, scenarios, origin }: AutomationRun): string {
  switch (status) {
    case "generating":
      return "The configuration is being written.";
    case "checking":
      return scenarios.some(({ outcome }) => outcome === "pending")
        ? "The scenarios are played in a sandbox."
        : "Recent conversations are replayed in a sandbox.";
    case "ready":
      return origin.type === "experiment"
        ? "The experiment activates it, where nothing else is missing."
        : "It may be activated.";
    case "blocked":
      return "A check failed. Correct the requirements or the configuration, and generate again.";
    case "failed":
      return failure ?? "Nothing could be written.";
    case "activated":
      return "New conversations use it.";
  }
}
