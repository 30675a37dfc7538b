import { expiringCollection, ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling, closing, recording } from "../../app/instances.ts";

/** From an approved requirements document to a configuration that is checked, and activated by a person. */
export const automationEngine: Engine = {
  name: "automation",
  steps: async () => [
    registered("automation-generate", calling, async (composition) =>
      (await import("./steps/generate-step.ts")).generateStep(composition),
    ),
    registered("automation-check", calling, async (composition) =>
      (await import("./steps/play-step.ts")).playStep(composition),
    ),
    registered("automation-look", recording, async (composition) =>
      (await import("./steps/look-step.ts")).lookStep(composition),
    ),
    registered("automation-close-sandbox", closing, async ({ platform: { documents, blobs }, collections }) =>
      (await import("./steps/close-sandbox-step.ts")).closeSandboxStep({ documents, blobs, collections }),
    ),
    registered("automation-begin-replay", calling, async (composition) =>
      (await import("./replay/begin-step.ts")).beginReplayStep(composition),
    ),
    registered("automation-look-at-replay", recording, async (composition) =>
      (await import("./replay/look-step.ts")).lookAtReplayStep(composition),
    ),
    registered("automation-join-replay", recording, async () =>
      (await import("./replay/end-steps.ts")).joinReplayStep(),
    ),
    registered("automation-close-replay", closing, async ({ platform: { documents, blobs }, collections }) =>
      (await import("./replay/end-steps.ts")).closeReplayStep({ documents, blobs, collections }),
    ),
    registered("automation-merge", calling, async (composition) =>
      (await import("./merge/merge-step.ts")).mergeStep(composition),
    ),
    registered("automation-submit", calling, async (composition) =>
      (await import("./gate/submit-step.ts")).submitStep(composition),
    ),
    registered("automation-break-off", recording, async () =>
      (await import("./gate/break-off-step.ts")).breakOffStep(),
    ),
    registered("automation-approve", recording, async (composition) =>
      (await import("./gate/approve-step.ts")).approveStep(composition),
    ),
    registered("automation-activate", calling, async (composition) =>
      (await import("./steps/activate-step.ts")).activateStep(composition),
    ),
    ...(await import("./gaps/steps.ts")).gapSteps,
    ...(await import("./pull-request/steps.ts")).pullRequestSteps,
  ],
  routes: async () => [
    {
      under: ["/v1/automation"],
      async open({ platform, configs, runner, now }: Composition) {
        const [{ automationRoutes }, { activationRoutes }, { mergeRoutes }, { replayRoutes }] = await Promise.all([
          import("./routes.ts"),
          import("./gate/activation-routes.ts"),
          import("./merge/merge-routes.ts"),
          import("./replay/replay-routes.ts"),
        ]);
        const ports = { platform, configs, runner, now };
        return [
          ...automationRoutes(ports),
          ...activationRoutes(ports),
          ...mergeRoutes(ports),
          ...replayRoutes(platform),
        ];
      },
    },
    {
      under: ["/v1/scenarios"],
      async open({ platform: { documents } }) {
        return (await import("./gate/scenario-routes.ts")).scenarioRoutes({ documents });
      },
    },
  ],
  async collections() {
    const [{ automationRuns }, { automationGaps }, { gitHubLeases }, { automationProposals }, replay] =
      await Promise.all([
        import("./run.ts"),
        import("./gaps/gap.ts"),
        import("./github/lease.ts"),
        import("./pull-request/proposal.ts"),
        import("./replay/replay.ts"),
      ]);
    return [
      ...[ownedCollection(automationRuns), ownedCollection(automationGaps), ownedCollection(automationProposals)],
      ownedCollection(replay.automationReplays),
      plainCollection(replay.replayedConversations),
      expiringCollection(gitHubLeases),
    ];
  },
};
