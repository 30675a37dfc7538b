import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling, recording, summarising, vectorSecrets } from "../../app/instances.ts";

/** Asks a model, and searches the documents by words and by meaning. */
const searching = {
  ...summarising,
  optionalSecrets: vectorSecrets,
  roles: [...summarising.roles, "blobs" as const],
};
const storing = { ...recording, roles: [...recording.roles, "blobs" as const] };

/** What an agent is worth to its client, and how the client does. */
export const successEngine: Engine = {
  name: "success",
  steps: async () => [
    registered("success-take-back", recording, async () => (await import("./take-back.ts")).takeBackStep),
    registered("success-start-watch", recording, async ({ configs }) =>
      (await import("./watch/start-watch.ts")).startWatchStep({ configs }),
    ),
    registered("success-look", summarising, async ({ platform, configs, environment, log, now }) => {
      const [{ lookStep }, { searchByMeaning }] = await Promise.all([
        import("./watch/look-step.ts"),
        import("../../app/search-by-meaning.ts"),
      ]);
      const { embedder } = searchByMeaning({ environment, platform, log, now });
      return lookStep({ documents: platform.documents, configs, embedder });
    }),
    registered("success-record-gap", recording, async () => (await import("./gaps/record-gap.ts")).recordGap),
    registered("success-draft-article", searching, async (composition) => {
      const { platform, configs, models, documentKnowledge } = composition;
      const { draftArticleStep } = await import("./gaps/draft-article.ts");
      return draftArticleStep({ documents: platform.documents, configs, models, search: documentKnowledge.search });
    }),
    registered("success-decide-gap", storing, async ({ platform: { blobs } }) =>
      (await import("./gaps/decide-gap.ts")).decideGapStep({ blobs }),
    ),
    registered("success-find-corrections", recording, async ({ platform: { documents } }) =>
      (await import("./corrections/find-corrections.ts")).findCorrectionsStep({ documents }),
    ),
    registered(
      "success-record-correction",
      recording,
      async () => (await import("./corrections/record-correction.ts")).recordCorrection,
    ),
    registered("success-decide-correction", storing, async ({ platform: { blobs } }) =>
      (await import("./corrections/decide-correction.ts")).decideCorrectionStep({ blobs }),
    ),
    registered("success-record-task", recording, async () => (await import("./tasks/record-task.ts")).recordTask),
    registered("success-act-on-task", recording, async () => (await import("./tasks/act-on-task.ts")).actOnTask),
    registered("success-make-review", recording, async ({ platform: { documents }, configs }) =>
      (await import("./reviews/make-review.ts")).makeReviewStep({ documents, configs }),
    ),
    registered("success-tell-task", calling, async ({ platform, configs, environment, publicUrl }) => {
      const [{ tellTaskStep }, { noticeSenders }, { tenantSecret }] = await Promise.all([
        import("./tasks/tell-task.ts"),
        import("../../../shared/notices/notice-senders.ts"),
        import("../../app/settings/tenant-secret.ts"),
      ]);
      const notices = noticeSenders({
        fetch: outsideFetch,
        keys: platform.keys,
        secret: (tenantId, name) => tenantSecret(platform, tenantId, name),
        slackUrl: environment.SLACK_BASE_URL,
        sendGridUrl: environment.SENDGRID_BASE_URL,
      });
      return tellTaskStep({ configs, notices, publicUrl });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/kpis", "/v1/health-scores"],
      async open(composition: Composition) {
        return (await import("./open-routes.ts")).openSuccessRoutes(composition);
      },
    },
    {
      under: ["/v1/success"],
      async open({ platform, configs, runner, now }: Composition) {
        const { documents } = platform;
        const [{ taskRoutes }, { reviewRoutes }, { gapRoutes }, { correctionRoutes }] = await Promise.all([
          import("./tasks/routes.ts"),
          import("./reviews/routes.ts"),
          import("./gaps/routes.ts"),
          import("./corrections/routes.ts"),
        ]);
        return [
          ...taskRoutes({ documents, runner, now }),
          ...reviewRoutes({ documents, configs, now }),
          ...gapRoutes({ platform, runner, now }),
          ...correctionRoutes({ platform, runner, now }),
        ];
      },
    },
  ],
  async collections() {
    const [{ lastSessions }, { successWatches }, { successTasks }, { toldTasks }, { reviews }, { knowledgeGaps }] =
      await Promise.all([
        import("./take-back.ts"),
        import("./watch/watch.ts"),
        import("./tasks/task.ts"),
        import("./tasks/told-task.ts"),
        import("./reviews/review.ts"),
        import("./gaps/gap.ts"),
      ]);
    const [{ corrections }, { correctionSearches }] = await Promise.all([
      import("./corrections/correction.ts"),
      import("./corrections/find-corrections.ts"),
    ]);
    return [
      ownedCollection(lastSessions),
      ownedCollection(successWatches),
      ownedCollection(successTasks),
      ownedCollection(toldTasks),
      ownedCollection(reviews),
      ownedCollection(knowledgeGaps),
      ownedCollection(corrections),
      ownedCollection(correctionSearches),
    ];
  },
};
