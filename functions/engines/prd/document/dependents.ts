import type { RequirementItem, RequirementValue } from "../../../../shared/contracts/lifecycle/requirements.ts";

/** What a removal does to another item. */
export type Dependent =
  | { readonly type: "remove"; readonly item: RequirementItem }
  | { readonly type: "set"; readonly item: RequirementItem; readonly field: string; readonly value: RequirementValue };

/** What cannot stay as it is without `removed`. Edges come before the nodes that they join. */
export function dependentsOf(items: readonly RequirementItem[], removed: RequirementItem): readonly Dependent[] {
  const { id, section } = removed;
  const edges = items.filter(({ section: other }) => other === "flow_edges");
  if (section === "flows") {
    const ofFlow = (item: RequirementItem) => item.fields.flow === id;
    const nodes = items.filter((item) => item.section === "flow_nodes" && ofFlow(item));
    return [...edges.filter(ofFlow), ...nodes].map((item) => ({ type: "remove", item }));
  }
  if (section === "flow_nodes")
    return edges
      .filter(({ fields }) => fields.from === id || fields.to === id)
      .map((item) => ({ type: "remove", item }));
  if (section !== "requirements") return [];
  return items.flatMap((item): Dependent[] => {
    const { requirements } = item.fields;
    if (item.section !== "scenarios" || !Array.isArray(requirements) || !requirements.includes(id)) return [];
    return [{ type: "set", item, field: "requirements", value: requirements.filter((each) => each !== id) }];
  });
}
