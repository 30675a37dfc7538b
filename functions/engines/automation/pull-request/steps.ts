import { registered } from "../../../app/engine.ts";
import { callingGitHub, openAgencyGitHub } from "../github/instances.ts";

/** A checked configuration is shown as a pull request, where the agency has a repository for them. */
export const pullRequestSteps = [
  registered("automation-propose", callingGitHub, async (composition) => {
    const { proposeStep } = await import("./propose-step.ts");
    return proposeStep({ ...composition, ...openAgencyGitHub(composition) });
  }),
  registered("automation-hear-pull-request", callingGitHub, async (composition) => {
    const { hearPullRequestStep } = await import("./hear-pull-request-step.ts");
    return hearPullRequestStep({ ...composition, ...openAgencyGitHub(composition) });
  }),
];
