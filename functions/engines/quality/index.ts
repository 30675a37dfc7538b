import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording, summarising } from "../../app/instances.ts";

/** Evaluates finished conversations, and compares evaluations with what people think. */
export const qualityEngine: Engine = {
  name: "quality",
  steps: async () => [
    registered("quality-draw", recording, async ({ platform: { documents }, config }) =>
      (await import("./evaluations/draw-steps.ts")).drawStep({ documents, config }),
    ),
    registered(
      "quality-draw-rated",
      recording,
      async () => (await import("./evaluations/draw-steps.ts")).drawLowRating,
    ),
    registered("quality-evaluate", { ...summarising, roles: [...summarising.roles, "blobs"] }, evaluateOf),
    registered(
      "quality-count-version",
      recording,
      async () => (await import("./calibration/version-scores.ts")).countVersion,
    ),
    registered("quality-rate", recording, async () => (await import("./calibration/rating.ts")).recordRating),
  ],
  routes: async () => [
    {
      under: ["/v1/quality"],
      async open(composition) {
        const {
          platform: { documents },
          runner,
          now,
          config,
        } = composition;
        const [{ qualityRoutes }, { tuningRoutes }] = await Promise.all([
          import("./routes.ts"),
          import("./tuning/routes.ts"),
        ]);
        return [
          ...qualityRoutes({ documents, runner, now, evaluate: await evaluateOf(composition) }),
          ...tuningRoutes({ documents, config, now }),
        ];
      },
    },
  ],
  async collections() {
    const [{ evaluations }, { draws }, { judgeDays }, { ratings }, { versionScores }] = await Promise.all([
      import("./evaluations/evaluation.ts"),
      import("./evaluations/draw.ts"),
      import("./evaluations/judge-days.ts"),
      import("./calibration/rating.ts"),
      import("./calibration/version-scores.ts"),
    ]);
    return [
      ownedCollection(evaluations),
      ownedCollection(draws),
      plainCollection(judgeDays),
      ownedCollection(ratings),
      ownedCollection(versionScores),
    ];
  },
};

async function evaluateOf({
  platform: { documents },
  models,
  config,
  knowledge,
}: Pick<Composition, "platform" | "models" | "config" | "knowledge">) {
  return (await import("./evaluations/evaluate-step.ts")).evaluateStep({ documents, models, config, knowledge });
}
