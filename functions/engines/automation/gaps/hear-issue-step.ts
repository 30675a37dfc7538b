import {
  automationGapFinished,
  type GitHubIssueReported,
  gitHubIssueReported,
} from "../../../../shared/events/lifecycle/automation-github.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { gapIssueOf, getIssue } from "../github/gap-issues.ts";
import { automationGaps, type Gap } from "./gap.ts";
import { isAmbiguous, isCompleted, withReport } from "./gap-state.ts";
import type { GapDependencies } from "./sync-gap-step.ts";

/** Follows the issue of a gap. When it is closed as completed, the runs that named the gap are told. */
export function hearIssueStep({ platform: { bus }, account, openGitHub }: Omit<GapDependencies, "now">) {
  /** The state in place of one that two changes within a second leave open. */
  async function askGitHub(gap: Gap, report: GitHubIssueReported): Promise<Gap | undefined> {
    const known = await account();
    if (known === null) return withReport(gap, report);
    const { repository, number } = report.issue;
    const current = await getIssue(await openGitHub(known, repository), number);
    const issue = current ? gapIssueOf(repository, current) : { ...report.issue, state: "deleted" as const };
    return { ...gap, issue };
  }

  async function tellRuns(gap: Gap, at: string, now: Date): Promise<void> {
    const { issue, id: gapId } = gap;
    if (issue === null) return;
    await bus.publish(
      gap.namedBy.map(({ tenantId, runId }) =>
        envelopeOf(automationGapFinished, {
          id: deriveId("automation-gap-finished", gapId, at, tenantId, runId),
          tenantId,
          key: runId,
          at: now,
          data: { runId, gapId, url: issue.url, at },
        }),
      ),
    );
  }

  return step({
    name: "automation-hear-issue",
    on: gitHubIssueReported,
    publishes: [automationGapFinished],
    document: automationGaps,
    documentId: ({ data }) => data.gapId,
    async gather(gap, { data }, { now }) {
      if (gap === undefined) return undefined;
      const next = isAmbiguous(gap, data) ? await askGitHub(gap, data) : withReport(gap, data);
      if (next && isCompleted(next.issue) && !isCompleted(gap.issue))
        await tellRuns(next, next.issue?.updatedAt ?? data.issue.updatedAt, now);
      return next;
    },
    decide: (gap, _event, next) => (gap === undefined || next === undefined ? undefined : { document: next }),
  });
}
