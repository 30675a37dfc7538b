import { graphEdges, graphNodes } from "../../../../shared/knowledge/graph/graph-documents.ts";
import { type Documents, remove, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

/** Edges deleted in one round, each perhaps with the node that it led to. */
const edgesPerRound = 100;

/** The deletion of a version's edges, and of the things that nothing else mentions. `more`: another round is needed. */
export async function graphRemovals(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  { documentId, version }: { readonly documentId: string; readonly version: string },
): Promise<{ readonly writes: readonly Write[]; readonly more: boolean }> {
  const page = await documents.query(tenantId, graphEdges, {
    where: [
      ["documentId", "==", documentId],
      ["version", "==", version],
    ],
    limit: edgesPerRound,
  });
  const going = new Set(page.items.map(({ id }) => id));
  const targets = [...new Set(page.items.map(({ data }) => data.to))];
  const orphans = await Promise.all(
    targets.map(async (to) => {
      const others = await documents.query(tenantId, graphEdges, {
        where: [["to", "==", to]],
        orderBy: { field: "weight", direction: "desc" },
        limit: edgesPerRound + 1,
      });
      return others.items.every(({ id }) => going.has(id)) ? [to] : [];
    }),
  );
  const writes = [
    ...[...going].map((id) => remove(graphEdges, id)),
    ...orphans.flat().map((id) => remove(graphNodes, id)),
  ];
  return { writes, more: page.items.length === edgesPerRound };
}
