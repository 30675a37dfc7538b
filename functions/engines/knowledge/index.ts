import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { crawling, ingesting, recording } from "../../app/instances.ts";

/** Reads the tenants' documents into passages that agents quote, and keeps the graph of what they mention. */
export const knowledgeEngine: Engine = {
  name: "knowledge",
  steps: async () => [
    registered("knowledge-accept-file", ingesting, async ({ platform: { blobs } }) =>
      (await import("./accept-file.ts")).acceptFileStep({ blobs }),
    ),
    registered("knowledge-read-batch", ingesting, async (composition) => {
      const [{ readBatchStep }, { readInWorker }, { visionPageReader }] = await Promise.all([
        import("./read-batch.ts"),
        import("../../../shared/knowledge/reading/read-in-worker.ts"),
        import("./vision-page-reader.ts"),
      ]);
      const { platform, models, environment } = composition;
      const pageReader = visionPageReader({ models, model: environment.VISION_MODEL });
      return readBatchStep({ blobs: platform.blobs, read: readInWorker, pageReader });
    }),
    registered("knowledge-index-version", ingesting, async ({ platform: { blobs }, documentKnowledge: { index } }) =>
      (await import("./index-version.ts")).indexVersionStep({ blobs, index }),
    ),
    registered("knowledge-extend-graph", ingesting, async (composition) => {
      const [{ extendGraphStep }, { configuredEntities }] = await Promise.all([
        import("./graph/extend-graph.ts"),
        import("./graph/configured-entities.ts"),
      ]);
      const entities = configuredEntities(composition);
      return extendGraphStep({ blobs: composition.platform.blobs, entities });
    }),
    registered("knowledge-retire-version", ingesting, async ({ platform, documentKnowledge: { index } }) =>
      (await import("./retire-version.ts")).retireVersionStep({ ...platform, index }),
    ),
    registered(
      "knowledge-remove-document",
      recording,
      async () => (await import("./remove-document.ts")).removeDocument,
    ),
    registered("knowledge-record-failure", recording, async () => (await import("./remove-document.ts")).recordFailure),
    registered(
      "knowledge-record-question",
      recording,
      async () => (await import("./questions/questions.ts")).recordQuestion,
    ),
    registered("knowledge-record-case", recording, async ({ platform: { documents } }) =>
      (await import("./cases/record-case.ts")).recordCaseStep({ documents }),
    ),
    registered("knowledge-contribute", recording, async ({ platform: { documents }, configs }) => {
      const [{ contributeStep }, { activeConfigsOf }] = await Promise.all([
        import("./village/contribute.ts"),
        import("../../../shared/config/versions/active-configs.ts"),
      ]);
      return contributeStep({ documents, configsOf: (tenantId) => activeConfigsOf(configs, tenantId) });
    }),
    registered("knowledge-open-source", recording, async ({ configs }) =>
      (await import("./crawl/open-source.ts")).openSourceStep({ configs }),
    ),
    registered("knowledge-crawl", crawling, async ({ platform: { documents, blobs }, environment }) => {
      const [{ crawlStep }, { pageFetcher }, { knowledgeCrawler }, { readInWorker }, { createOutboundRequest }] =
        await Promise.all([
          import("./crawl/crawl-step.ts"),
          import("../../../shared/crawl/fetch-page.ts"),
          import("./crawl/knowledge-crawler.ts"),
          import("../../../shared/knowledge/reading/read-in-worker.ts"),
          import("../../../shared/outbound/outbound-request.ts"),
        ]);
      const outbound = createOutboundRequest({
        fetch: outsideFetch,
        tenantApiBaseUrl: environment.TENANT_API_BASE_URL,
      });
      return crawlStep({ documents, blobs, fetchPage: pageFetcher(outbound, knowledgeCrawler), read: readInWorker });
    }),
  ],
  routes: async () => [{ under: ["/v1/knowledge"], open: openRoutes }],
  async collections() {
    const [documents, crawl, graph, questions, cases, participation, contribution, snapshot] = await Promise.all([
      import("./document.ts"),
      import("./crawl/crawl.ts"),
      import("../../../shared/knowledge/graph/graph-documents.ts"),
      import("./questions/questions.ts"),
      import("./cases/case.ts"),
      import("./village/participation.ts"),
      import("./village/contribution.ts"),
      import("../../../shared/contracts/lifecycle/village.ts"),
    ]);
    return [
      ownedCollection(documents.knowledgeDocuments),
      ownedCollection(crawl.crawls),
      ownedCollection(questions.unansweredQuestions),
      ownedCollection(cases.cases),
      ownedCollection(participation.participations),
      plainCollection(graph.graphNodes),
      plainCollection(graph.graphEdges),
      plainCollection(contribution.contributions),
      plainCollection(snapshot.villageSnapshots),
    ];
  },
};

async function openRoutes({ platform, runner, documentKnowledge: { search }, configs, now }: Composition) {
  const dependencies = { platform, runner, search, now };
  const [documents, crawls, searches, questions, graph, village, { activeConfigsOf }] = await Promise.all([
    import("./document-routes.ts"),
    import("./crawl/crawl-routes.ts"),
    import("./search-routes.ts"),
    import("./questions/question-routes.ts"),
    import("./graph/graph-routes.ts"),
    import("./village/village-routes.ts"),
    import("../../../shared/config/versions/active-configs.ts"),
  ]);
  return [
    ...documents.documentRoutes(dependencies),
    ...crawls.crawlRoutes(dependencies),
    ...searches.searchRoutes(dependencies),
    ...questions.questionRoutes(dependencies),
    ...graph.graphRoutes(dependencies),
    ...village.villageRoutes({
      documents: platform.documents,
      configsOf: (tenantId) => activeConfigsOf(configs, tenantId),
      now,
    }),
  ];
}
