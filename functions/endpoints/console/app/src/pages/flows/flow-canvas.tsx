import { Background, Controls, Handle, type NodeProps, Position, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useMemo } from "react";
import { m } from "#messages";
import type { Item } from "../requirements/use-requirements.ts";
import { flowGraph, type StepNode } from "./flow-graph.ts";
import { kindName } from "./step-kinds.ts";

function Step({ data: { kind, text } }: NodeProps<StepNode>) {
  return (
    <div className="flow-step" data-kind={kind}>
      <Handle type="target" position={Position.Top} />
      <strong>{kindName(kind)}</strong>
      <span>{text}</span>
      <Handle type="source" position={Position.Bottom} />
    </div>
  );
}

const nodeTypes = { step: Step };

/**
 * The graph of one flow. Steps and links are reached with Tab, chosen with Enter and removed with Delete; lines are drawn
 * from handle to handle, or in the form beside the graph.
 */
export function FlowCanvas({
  items,
  flow,
  selected,
  onSelect,
  onConnect,
  onRemove,
}: {
  readonly items: readonly Item[];
  readonly flow: string;
  readonly selected: string | undefined;
  onSelect(id: string | undefined): void;
  onConnect(from: string, to: string): void;
  onRemove(ids: readonly string[]): void;
}) {
  const { nodes, edges } = useMemo(() => flowGraph(items, flow, selected), [items, flow, selected]);
  const select = (changes: readonly { readonly type: string }[]) => {
    for (const change of changes)
      if (change.type === "select" && "id" in change && "selected" in change) {
        const id = String(change.id);
        if (change.selected === true) onSelect(id);
        else if (id === selected) onSelect(undefined);
      }
  };
  return (
    <ReactFlowProvider>
      <section className="flow-canvas" aria-label={m.flows_graph()}>
        <ReactFlow
          // Another flow, or another number of steps, is fitted into view anew.
          key={`${flow} ${nodes.length}`}
          nodes={[...nodes]}
          edges={[...edges]}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          fitView
          fitViewOptions={{ maxZoom: 1 }}
          minZoom={0.2}
          deleteKeyCode={["Delete", "Backspace"]}
          ariaLabelConfig={{
            "node.a11yDescription.default": m.flows_step_keys(),
            "edge.a11yDescription.default": m.flows_link_keys(),
            "controls.zoomIn.ariaLabel": m.flows_zoom_in(),
            "controls.zoomOut.ariaLabel": m.flows_zoom_out(),
            "controls.fitView.ariaLabel": m.flows_fit(),
          }}
          onNodesChange={select}
          onEdgesChange={select}
          onPaneClick={() => onSelect(undefined)}
          onConnect={({ source, target }) => onConnect(source, target)}
          onDelete={({ nodes: gone, edges: cut }) => {
            const ids = new Set(gone.map(({ id }) => id));
            // A removed step takes its links along.
            const links = cut.filter(({ source, target }) => !ids.has(source) && !ids.has(target));
            onRemove([...ids, ...links.map(({ id }) => id)]);
          }}
          onlyRenderVisibleElements={nodes.length > 200}
        >
          <Background />
          <Controls showInteractive={false} />
        </ReactFlow>
      </section>
    </ReactFlowProvider>
  );
}
