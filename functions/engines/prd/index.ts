import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording, summarising } from "../../app/instances.ts";

/** Requirements documents: what an agent is to do, from interviews, research and people, up to their approval. */
export const prdEngine: Engine = {
  name: "prd",
  steps: async () => [
    registered("prd-open", recording, async () => (await import("./document/steps.ts")).openRequirements),
    registered("prd-edit", recording, async () => (await import("./document/steps.ts")).editRequirements),
    registered("prd-keep-version", recording, async () => (await import("./document/steps.ts")).keepVersion),
    registered("prd-start-interview", recording, async ({ platform: { documents } }) =>
      (await import("./interview/steps.ts")).startInterviewStep({ documents }),
    ),
    registered("prd-hear", { ...summarising, roles: [...summarising.roles, "scheduler"] }, hearing),
    registered("prd-remind", recording, async () => (await import("./interview/steps.ts")).remindOfInterview),
  ],
  routes: async () => [
    { under: ["/v1/prds"], open: openRoutes },
    {
      under: ["/v1/prd"],
      async open(composition) {
        const { platform, runner, now } = composition;
        const [{ interviewRoutes }, hear] = await Promise.all([
          import("./interview/interview-routes.ts"),
          hearing(composition),
        ]);
        return interviewRoutes({ documents: platform.documents, runner, now, hear });
      },
    },
  ],
  async collections() {
    const [stored, { requirementsVersions }, { interviews }] = await Promise.all([
      import("./document/requirements.ts"),
      import("../../../shared/contracts/lifecycle/requirements.ts"),
      import("./interview/session.ts"),
    ]);
    return [
      ownedCollection(interviews),
      ownedCollection(stored.requirements),
      plainCollection(stored.requirementsChanges),
      plainCollection(requirementsVersions),
      plainCollection(stored.requirementComments),
    ];
  },
};

async function hearing({ models, environment }: Pick<Composition, "models" | "environment">) {
  const [{ hearStep }, { interviewGraph }] = await Promise.all([
    import("./interview/steps.ts"),
    import("./interview/interview-graph.ts"),
  ]);
  return hearStep({ hear: interviewGraph({ models, model: environment.VISION_MODEL }) });
}

async function openRoutes({ platform: { documents }, runner, now }: Composition) {
  const dependencies = { documents, runner, now };
  const [document, versions, comments, exchange] = await Promise.all([
    import("./document/document-routes.ts"),
    import("./document/version-routes.ts"),
    import("./document/comment-routes.ts"),
    import("./exchange/exchange-routes.ts"),
  ]);
  return [
    ...document.requirementsRoutes(dependencies),
    ...versions.requirementsVersionRoutes(dependencies),
    ...comments.requirementCommentRoutes(dependencies),
    ...exchange.requirementsExchangeRoutes(dependencies),
  ];
}
