import { itemsIn, type SectionItem } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import { normalized } from "../../../../../shared/schema/bounded-text.ts";
import type { GenerationInput } from "../input.ts";
import { type ConfigObject, type GeneratedPart, type Missing, type Placement, valueAt } from "../placement.ts";
import { integrationFor, type KnownTool, toolFor, toolOfObjective } from "../registry.ts";

/**
 * Tools and integrations that the requirements need, from the registry of what the product has. What it does not have
 * goes under `missing`, where the agent says that it cannot do it.
 */
export function capabilitiesPart(input: GenerationInput): GeneratedPart {
  const { base, items } = input;
  const integrations = itemsIn(items, "integrations").map((item) => ({ item, known: integrationFor(item.system) }));
  const wanted = [...wantedByObjectives(items), ...wantedByFlows(items)];
  const tools = new Map<string, { readonly tool: KnownTool; readonly serves: readonly string[] }>();
  for (const { id, tool } of wanted) {
    if (tool === undefined) continue;
    tools.set(tool.name, { tool, serves: [...(tools.get(tool.name)?.serves ?? []), id] });
  }
  const found = integrations.filter(({ known }) => known !== undefined);
  const missing: readonly Missing[] = [
    ...integrations.filter(({ known }) => known === undefined).map(({ item }) => missingIntegration(item)),
    ...wanted.filter(({ tool }) => tool === undefined).map(({ id, text }) => missingTool(id, text)),
  ];
  return {
    placements: [
      ...placedIn(
        base,
        ["tools", "available"],
        [...tools.values()].map(({ tool, serves }) => ({ value: tool.entry, serves })),
      ),
      ...placedIn(
        base,
        ["integrations", "available"],
        found.flatMap(({ item, known }) => (known ? [{ value: known.entry, serves: [item.id] }] : [])),
      ),
      ...missingPlacements(
        "tools",
        missing.filter(({ kind }) => kind === "tool"),
      ),
      ...missingPlacements(
        "integrations",
        missing.filter(({ kind }) => kind === "integration"),
      ),
    ],
    missing,
    assumptions: [
      ...[...tools.values()].flatMap(({ tool }) => tool.assumption ?? []),
      ...found.flatMap(({ known }) => known?.assumption ?? []),
    ],
  };
}

function wantedByObjectives(items: GenerationInput["items"]) {
  return itemsIn(items, "objectives").flatMap(({ id, kind, text }) => {
    const tool = toolOfObjective(kind);
    return tool === undefined ? [] : [{ id, text, tool }];
  });
}

/** Nodes of flows that name work of a tool. The text says what the tool does. */
function wantedByFlows(items: GenerationInput["items"]) {
  return itemsIn(items, "flow_nodes")
    .filter(({ kind }) => kind === "tool")
    .map(({ id, text }) => ({ id, text, tool: toolFor(text) }));
}

/** Entries that the base has under the same name stay as they are: their settings are the client's. */
function placedIn(
  base: ConfigObject,
  list: readonly string[],
  entries: readonly { readonly value: ConfigObject; readonly serves: readonly string[] }[],
): readonly Placement[] {
  const given = valueAt(base, list);
  const present: readonly unknown[] = Array.isArray(given) ? given : [];
  const names = present.map((entry) => valueAt(entry, ["name"]));
  const types = present.map((entry) => valueAt(entry, ["type"]));
  const added: string[] = [];
  return entries.map(({ value, serves }): Placement => {
    const byName = names.indexOf(value.name);
    const at = byName !== -1 || list[0] === "integrations" ? byName : types.indexOf(value.type);
    if (at !== -1) return { path: [...list, at], value: present[at], serves };
    added.push(String(value.name));
    return { path: [...list, present.length + added.length - 1], value, serves };
  });
}

function missingPlacements(section: "tools" | "integrations", missing: readonly Missing[]): readonly Placement[] {
  const unique = [...new Map(missing.map((each) => [each.name, each])).values()];
  return unique.map(({ name, description }, at): Placement => {
    const neededBy = missing.filter((each) => each.name === name).flatMap((each) => each.neededBy);
    return {
      path: [section, "missing", at],
      value: { name, description, required_for: neededBy },
      serves: neededBy,
    };
  });
}

function missingIntegration({ id, system, purpose }: SectionItem<"integrations">): Missing {
  return { kind: "integration", name: nameOf(system), description: `${system}: ${purpose}`, neededBy: [id] };
}

function missingTool(id: string, text: string): Missing {
  return { kind: "tool", name: nameOf(text), description: text, neededBy: [id] };
}

/** `Salesforce Health Cloud` → `salesforce_health_cloud`. */
function nameOf(text: string): string {
  const words =
    normalized(text, "NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name = words.slice(0, 6).join("_").slice(0, 60);
  return /^[a-z0-9]/.test(name) ? name : "unnamed";
}
