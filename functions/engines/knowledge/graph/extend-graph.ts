import { type KnowledgeGraphDue, knowledgeGraphDue } from "../../../../shared/events/index.ts";
import type { Chunk } from "../../../../shared/knowledge/chunk.ts";
import { passageFiles, passageNumber } from "../../../../shared/knowledge/documents/passage-files.ts";
import { type Entity, mentionsOf } from "../../../../shared/knowledge/graph/entities.ts";
import { graphEdges, graphNodes } from "../../../../shared/knowledge/graph/graph-documents.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { put, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type KnowledgeDocument, knowledgeDocuments } from "../document.ts";

/** Passages of one round: with six mentions each, one commit takes their edges and nodes. */
const passagesPerRound = 40;

/**
 * Enters what the passages of a quoted version mention in the graph, in rounds. Nothing of it is merged with another
 * document's, so that retiring the version takes back all of it.
 */
export function extendGraphStep(dependencies: {
  readonly blobs: Pick<Blobs, "get" | "put">;
  /** The tenant's own names of things. */
  entities(tenantId: TenantId): Promise<readonly Entity[]>;
}) {
  const files = passageFiles(dependencies.blobs);
  return step<
    KnowledgeGraphDue,
    KnowledgeDocument,
    { readonly chunks: readonly Chunk[]; readonly known: readonly Entity[] } | undefined
  >({
    name: "knowledge-extend-graph",
    on: knowledgeGraphDue,
    publishes: [knowledgeGraphDue],
    document: knowledgeDocuments,
    documentId: ({ data }) => data.documentId,
    async gather(document, { tenantId, data }) {
      const live = document?.live;
      if (live?.version !== data.version) return undefined;
      const part = await files.partOf(tenantId, { ...data, parts: live.parts }, data.from);
      const chunks = part.filter(({ id }) => passageNumber(id) >= data.from).slice(0, passagesPerRound);
      return { chunks, known: await dependencies.entities(tenantId) };
    },
    decide(document, { key, data }, gathered, now) {
      if (document?.live?.version !== data.version || gathered === undefined) return undefined;
      const { chunks, known } = gathered;
      const from = data.from + chunks.length;
      return {
        document,
        writes: graphWrites(document, chunks, { known, version: data.version, at: now.toISOString() }),
        publish:
          chunks.length > 0 && from < document.live.passages
            ? [newEvent(knowledgeGraphDue, key, { ...data, from })]
            : [],
      };
    },
  });
}

function graphWrites(
  { id: documentId, base }: KnowledgeDocument,
  chunks: readonly Chunk[],
  { known, version, at }: { readonly known: readonly Entity[]; readonly version: string; readonly at: string },
): readonly Write[] {
  const nodes = new Map<string, Write>();
  const edges = chunks.flatMap((chunk) =>
    mentionsOf(chunk, known).map(({ entity, weight }) => {
      const { key: to, kind, name } = entity;
      nodes.set(to, put(graphNodes, to, { id: to, kind, base, name, updatedAt: at }));
      const edge = { from: chunk.id, to, type: "mentions" as const, weight, documentId, version, base };
      return put(graphEdges, deriveId(chunk.id, version, to), edge);
    }),
  );
  return [...nodes.values(), ...edges];
}
