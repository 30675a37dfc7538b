import { Graph, layout } from "@dagrejs/dagre";
import { type Edge, MarkerType, type Node } from "@xyflow/react";
import type { Item } from "../requirements/use-requirements.ts";

export type StepNode = Node<{ readonly kind: string; readonly text: string }, "step">;

export const stepSize = { width: 230, height: 84 };

interface Flow {
  readonly nodes: readonly StepNode[];
  readonly edges: readonly Edge[];
}

/** A flow of the document as a graph, laid out from top to bottom. Positions are computed and not part of the document. */
export function flowGraph(items: readonly Item[], flow: string, selected: string | undefined): Flow {
  const of = (section: Item["section"]) =>
    items.filter((item) => item.section === section && item.fields.flow === flow);
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  const steps = of("flow_nodes");
  for (const { id } of steps) graph.setNode(id, { ...stepSize });
  const links = of("flow_edges").map(({ id, fields: { from, to, when } }) => {
    return { id, from: String(from), to: String(to), when: typeof when === "string" ? when : undefined };
  });
  for (const { id, from, to } of links) graph.setEdge(from, to, {}, id);
  layout(graph);
  return {
    nodes: steps.map(({ id, fields }): StepNode => {
      const place = graph.node(id);
      const position = { x: (place.x ?? 0) - stepSize.width / 2, y: (place.y ?? 0) - stepSize.height / 2 };
      const data = { kind: String(fields.kind), text: String(fields.text) };
      return { id, type: "step", position, data, ...stepSize, selected: id === selected };
    }),
    edges: links.map(({ id, from, to, when }): Edge => {
      const label = when === undefined ? {} : { label: when };
      const markerEnd = { type: MarkerType.ArrowClosed, color: "var(--quiet)" };
      return { id, source: from, target: to, selected: id === selected, markerEnd, ...label };
    }),
  };
}
