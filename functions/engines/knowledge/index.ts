import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { ingesting, recording } from "../../app/instances.ts";
import { ownedCollection, plainCollection } from "../../app/stored-collection.ts";

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
    registered("knowledge-open-source", recording, async ({ configs }) =>
      (await import("./crawl/open-source.ts")).openSourceStep({ configs }),
    ),
    registered("knowledge-crawl", ingesting, async ({ platform: { documents, blobs }, environment }) => {
      const [{ crawlStep }, { pageFetcher }, { readInWorker }, { createOutboundRequest }] = await Promise.all([
        import("./crawl/crawl-step.ts"),
        import("./crawl/fetch-page.ts"),
        import("../../../shared/knowledge/reading/read-in-worker.ts"),
        import("../../../shared/tools/http/outbound.ts"),
      ]);
      const outbound = createOutboundRequest({ fetch, tenantApiBaseUrl: environment.TENANT_API_BASE_URL });
      return crawlStep({ documents, blobs, fetchPage: pageFetcher(outbound), read: readInWorker });
    }),
  ],
  routes: async () => [{ under: ["/v1/knowledge"], open: openRoutes }],
  async collections() {
    const [{ knowledgeDocuments }, { crawls }, { graphEdges, graphNodes }] = await Promise.all([
      import("./document.ts"),
      import("./crawl/crawl.ts"),
      import("../../../shared/knowledge/graph/graph-documents.ts"),
    ]);
    return [
      ownedCollection(knowledgeDocuments),
      ownedCollection(crawls),
      plainCollection(graphNodes),
      plainCollection(graphEdges),
    ];
  },
};

async function openRoutes({ platform, runner, documentKnowledge: { search }, now }: Composition) {
  const dependencies = { platform, runner, search, now };
  const [{ documentRoutes }, { crawlRoutes }, { searchRoutes }] = await Promise.all([
    import("./document-routes.ts"),
    import("./crawl/crawl-routes.ts"),
    import("./search-routes.ts"),
  ]);
  return [...documentRoutes(dependencies), ...crawlRoutes(dependencies), ...searchRoutes(dependencies)];
}
