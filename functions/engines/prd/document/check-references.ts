import type { RequirementItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";

/**
 * Nodes and edges belong to a flow of the document, edges join nodes of their flow, and scenarios name requirements.
 * @throws TerminalError `requirements-invalid`
 */
export function checkReferences(items: readonly RequirementItem[]): void {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const { id, section, fields } of items) {
    if (section === "flow_nodes" || section === "flow_edges") {
      if (byId.get(String(fields.flow))?.section !== "flows")
        throw wrong(id, "flow", `There is no flow ${fields.flow}.`);
    }
    if (section === "flow_edges")
      for (const end of ["from", "to"] as const) {
        const node = byId.get(String(fields[end]));
        if (node?.section !== "flow_nodes" || node.fields.flow !== fields.flow)
          throw wrong(id, end, `${fields[end]} is no node of ${fields.flow}.`);
      }
    if (section === "scenarios" && Array.isArray(fields.requirements))
      for (const each of fields.requirements)
        if (byId.get(each)?.section !== "requirements")
          throw wrong(id, "requirements", `There is no requirement ${each}.`);
  }
}

function wrong(id: string, field: string, why: string): TerminalError {
  return new TerminalError("requirements-invalid", `${id}.${field}: ${why} Use the id of one in the document.`);
}
