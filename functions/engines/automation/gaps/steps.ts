import { registered } from "../../../app/engine.ts";
import { recording } from "../../../app/instances.ts";
import { callingGitHub, openAgencyGitHub } from "../github/instances.ts";

/** What is missing becomes one issue for all tenants, and what is finished is offered to them. */
export const gapSteps = [
  registered("automation-name-gaps", recording, async ({ platform }) =>
    (await import("./name-gaps-step.ts")).nameGapsStep(platform),
  ),
  registered("automation-record-gap", recording, async () => (await import("./record-gap-step.ts")).recordGapStep()),
  registered("automation-sync-gap", callingGitHub, async (composition) => {
    const { syncGapStep } = await import("./sync-gap-step.ts");
    return syncGapStep({ ...composition, ...openAgencyGitHub(composition) });
  }),
  registered("automation-hear-issue", callingGitHub, async (composition) => {
    const { hearIssueStep } = await import("./hear-issue-step.ts");
    return hearIssueStep({ ...composition, ...openAgencyGitHub(composition) });
  }),
  registered("automation-offer-run", recording, async () => (await import("./offer-run-step.ts")).offerRunStep()),
];
