import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";

/** What a node stands for. Passages and cases are named in edges alone, by their ids. */
export const EntityKind = z.enum(["catalogue", "heading", "row", "configured"]);
export type EntityKind = z.infer<typeof EntityKind>;

const GraphNode = z.object({
  id: z.string(),
  kind: EntityKind,
  base: z.string(),
  name: z.string(),
  updatedAt: z.string(),
});
export type GraphNode = z.infer<typeof GraphNode>;

/** Things that passages speak of. The id is the normalised name, so that one thing in two scripts is one node. */
export const graphNodes: Collection<GraphNode> = {
  name: "knowledge-nodes",
  schema: GraphNode,
  indexes: [["updatedAt"], ["kind", "updatedAt desc"]],
  confidential: true,
  personal: "nothing",
};

const GraphEdge = z.object({
  from: z.string(),
  to: z.string(),
  type: z.literal("mentions"),
  /** 0 to 1. */
  weight: z.number(),
  /** Where it was found: the edge goes when this version goes. */
  documentId: z.string(),
  version: z.string(),
  base: z.string(),
});
export type GraphEdge = z.infer<typeof GraphEdge>;

/** Which passage mentions which thing. Every edge names its document and version, and holds no text of them. */
export const graphEdges: Collection<GraphEdge> = {
  name: "knowledge-edges",
  schema: GraphEdge,
  indexes: [
    ["from", "weight desc"],
    ["to", "weight desc"],
    ["documentId", "version"],
  ],
  confidential: true,
  personal: "nothing",
};
