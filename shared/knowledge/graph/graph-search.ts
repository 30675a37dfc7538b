import { LRUCache } from "lru-cache";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { gramsOf } from "./entities.ts";
import { type GraphEdge, graphEdges, graphNodes } from "./graph-documents.ts";

/** A passage that the graph leads to. */
export interface GraphHit {
  readonly passageId: string;
  readonly documentId: string;
  readonly version: string;
  readonly score: number;
}

const limits = { entities: 5, seeds: 5, edges: 20, hits: 30, nodes: 2_000, nodesPage: 200 };
/** The names of a tenant's things are read once a minute. */
const namesTtlMs = 60_000;
/** What a second hop counts. */
const hopWeight = 0.5;

type Names = ReadonlyMap<string, string>;

/**
 * Finds passages by the things that a question names, and by the things that the best passages so far mention. At most
 * two hops, no model. For a tenant without a graph it costs one query a minute.
 */
export function graphSearch(documents: Pick<Documents, "query">) {
  const cache = new LRUCache<TenantId, Promise<Names>>({ max: 500, ttl: namesTtlMs });

  async function readNames(tenantId: TenantId): Promise<Names> {
    const names = new Map<string, string>();
    let cursor: string | undefined;
    do {
      const page = await documents.query(tenantId, graphNodes, {
        orderBy: { field: "updatedAt", direction: "desc" },
        limit: limits.nodesPage,
        cursor,
      });
      for (const { data } of page.items) names.set(data.id, data.name);
      cursor = page.nextCursor;
    } while (cursor !== undefined && names.size < limits.nodes);
    return names;
  }

  async function namesOf(tenantId: TenantId): Promise<Names> {
    const known = cache.get(tenantId);
    if (known) return known;
    const reading = readNames(tenantId);
    cache.set(tenantId, reading);
    reading.catch(() => cache.delete(tenantId));
    return reading;
  }

  async function edges(tenantId: TenantId, field: "from" | "to", value: string): Promise<readonly GraphEdge[]> {
    const page = await documents.query(tenantId, graphEdges, {
      where: [[field, "==", value]],
      orderBy: { field: "weight", direction: "desc" },
      limit: limits.edges,
    });
    return page.items.map(({ data }) => data);
  }

  return async function search(
    tenantId: TenantId,
    query: string,
    /** Passages that other searches found, best first. */
    seeds: readonly string[],
    { base = null }: { readonly base?: string | null } = {},
  ): Promise<readonly GraphHit[]> {
    const names = await namesOf(tenantId);
    if (names.size === 0) return [];
    const asked = [...gramsOf(query.slice(0, 1_000))].filter((gram) => names.has(gram));
    // A longer name says more: "care plan gold" before "plan".
    const entities = asked.toSorted((a, b) => b.split(" ").length - a.split(" ").length).slice(0, limits.entities);
    const seedEdges = await Promise.all(seeds.slice(0, limits.seeds).map((seed) => edges(tenantId, "from", seed)));
    const near = seedEdges.flat().map(({ to, weight }) => [to, weight * hopWeight] as const);
    const reached = new Map<string, number>(near.toSorted((a, b) => a[1] - b[1]).slice(-limits.entities));
    for (const entity of entities) reached.set(entity, 1);
    const hits = new Map<string, GraphHit>();
    const found = await Promise.all(
      [...reached].map(async ([entity, weight]) => ({ weight, list: await edges(tenantId, "to", entity) })),
    );
    for (const { weight, list } of found)
      for (const edge of list.filter((each) => base === null || each.base === base)) {
        // What many passages mention tells little of each.
        const score = (weight * edge.weight) / Math.sqrt(list.length) + (hits.get(edge.from)?.score ?? 0);
        hits.set(edge.from, { passageId: edge.from, documentId: edge.documentId, version: edge.version, score });
      }
    return [...hits.values()].toSorted((a, b) => b.score - a.score).slice(0, limits.hits);
  };
}
