import { automationGapSyncDue, type GapIssue } from "../../../../shared/events/lifecycle/automation-github.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { type StepContext, step } from "../../../../shared/runtime/step.ts";
import type { GitHubAccount } from "../github/account.ts";
import type { OpenGitHub } from "../github/client.ts";
import { createGapIssue, demandIn, findGapIssue, gapIssueOf, getIssue, updateDemand } from "../github/gap-issues.ts";
import { underLease } from "../github/lease.ts";
import { automationGaps, type Gap } from "./gap.ts";
import { demandOf, withIssue, workAtGitHub } from "./gap-state.ts";
import { syncTask } from "./record-gap-step.ts";

/** What only a person can mend is tried again, since nobody tells when it is mended. */
const mendDelayMs = 3_600_000;

export interface GapDependencies {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly account: () => Promise<GitHubAccount | null>;
  readonly openGitHub: OpenGitHub;
  readonly now: () => Date;
}

type Synced =
  | { readonly done: "not-configured" }
  | { readonly done: "synced"; readonly issue: GapIssue; readonly demand: number }
  | { readonly done: "refused"; readonly code: string; readonly message: string };

/**
 * Opens the issue of a gap, or tells it the demand. Exactly one: only one event is on the way (`automation-record-gap`), one
 * process works at it (the lease), it looks before it opens, and an issue that was opened and not recorded is found again
 * by its label.
 */
export function syncGapStep({ platform: { documents }, account, openGitHub, now: clock }: GapDependencies) {
  async function sync(gap: Gap, context: StepContext): Promise<Synced> {
    const known = await account();
    const name = gap.issue !== null && gap.issue.state !== "deleted" ? gap.issue.repository : known?.issuesRepository;
    if (!known || !name) return { done: "not-configured" };
    const repository = await openGitHub(known, name);
    const demand = demandOf(gap);
    const existing =
      gap.issue && workAtGitHub(gap) !== "open" ? await getIssue(repository, gap.issue.number) : undefined;
    const issue = existing
      ? await updateDemand(repository, existing, demand)
      : await context.effect(
          "open-issue",
          async () => (await findGapIssue(repository, gap)) ?? (await createGapIssue(repository, gap, demand)),
          { policy: "lookUp", find: () => findGapIssue(repository, gap) },
        );
    // An issue that was opened before a crash tells the demand of then.
    return { done: "synced", issue: gapIssueOf(name, issue), demand: demandIn(issue) ?? demand };
  }

  return step({
    name: "automation-sync-gap",
    on: automationGapSyncDue,
    schedules: [automationGapSyncDue],
    document: automationGaps,
    documentId: ({ data }) => data.gapId,
    async gather(gap, _event, context): Promise<Synced | undefined> {
      if (gap === undefined) return undefined;
      if (workAtGitHub(gap) === null) return { done: "not-configured" };
      try {
        return await underLease({ documents, now: clock }, gap.id, () => sync(gap, context));
      } catch (error) {
        if (!(error instanceof TerminalError)) throw error;
        context.log.error({ err: error, gap: gap.name }, "GitHub refuses the issue of a missing tool");
        return { done: "refused", code: error.code, message: error.message };
      }
    },
    decide(gap, _event, synced, now) {
      if (gap === undefined || synced === undefined) return undefined;
      const at = now.toISOString();
      if (synced.done === "not-configured") return { document: { ...gap, syncingSince: null } };
      if (synced.done === "refused") {
        const failure = { code: synced.code, message: synced.message.slice(0, 500), at };
        const document: Gap = { ...gap, failure, syncingSince: at };
        return { document, schedule: [syncTask(gap.id, now, mendDelayMs)] };
      }
      const next = { ...withIssue(gap, synced.issue), shownDemand: synced.demand, syncingSince: null };
      if (workAtGitHub(next) !== "update") return { document: next };
      return { document: { ...next, syncingSince: at }, schedule: [syncTask(gap.id, now)] };
    },
  });
}
