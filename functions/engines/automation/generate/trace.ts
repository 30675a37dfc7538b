import { formatPath } from "../../../../shared/config/reading/problem.ts";
import { itemsIn, type RequirementItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { hashId } from "../../../../shared/platform/tenant-ids.ts";
import { promptLines } from "./parts/agent.ts";
import { type ConfigObject, type ConfigPath, type Placement, valueAt } from "./placement.ts";
import type { GeneratedScenario } from "./scenarios.ts";

/**
 * A place of the configuration that meets a requirement. `of` says what the digest is of: the whole value as JSON, or one
 * line of a text.
 */
export interface TraceLink {
  readonly path: ConfigPath;
  readonly of: "value" | "line";
  readonly digest: string;
}

/** How one requirement is met, and which scenarios check it. */
export interface TracedRequirement {
  readonly requirement: string;
  readonly links: readonly TraceLink[];
  readonly scenarios: readonly string[];
}

/** The items without which a configuration may not be activated: every `must`, and what to hand over. */
export function mustIdsOf(items: readonly RequirementItem[]): readonly string[] {
  const must = (["objectives", "requirements", "integrations"] as const).flatMap((section) =>
    itemsIn(items, section).filter(({ priority }) => priority === "must"),
  );
  return [...must, ...itemsIn(items, "escalation")].map(({ id }) => id);
}

export function traceOf(
  items: readonly RequirementItem[],
  placements: readonly Placement[],
  scenarios: readonly GeneratedScenario[],
): readonly TracedRequirement[] {
  const lines = promptLines(items);
  const ids = [
    ...new Set([...mustIdsOf(items), ...placements.flatMap(({ serves }) => serves), ...lines.map(({ id }) => id)]),
  ];
  return ids.map((requirement) => ({
    requirement,
    links: [
      ...placements
        .filter(({ serves }) => serves.includes(requirement))
        .map(({ path, value }): TraceLink => ({ path, of: "value", digest: hashId([JSON.stringify(value)]) })),
      ...lines
        .filter(({ id }) => id === requirement)
        .map(({ line }): TraceLink => ({ path: ["agent", "system_prompt"], of: "line", digest: hashId([line]) })),
    ],
    scenarios: scenarios.filter((scenario) => scenario.requirements.includes(requirement)).map(({ id }) => id),
  }));
}

/** What is wrong with the trace of the given items in a configuration. Empty: each is met and checked. */
export function brokenTraces(
  config: ConfigObject,
  traces: readonly TracedRequirement[],
  mustIds: readonly string[],
): readonly string[] {
  return mustIds.flatMap((id) => {
    const trace = traces.find(({ requirement }) => requirement === id);
    if (trace === undefined || trace.links.length === 0) return [`${id} is met by nothing in the configuration.`];
    const unmet = trace.links.filter((link) => !holds(config, link)).map(({ path }) => shownPath(path));
    return [
      ...(unmet.length === 0 ? [] : [`${id} is no longer met: ${unmet.join(", ")} has changed or is gone.`]),
      ...(trace.scenarios.length === 0 ? [`${id} is checked by no scenario.`] : []),
    ];
  });
}

function holds(config: ConfigObject, { path, of, digest }: TraceLink): boolean {
  const found = valueAt(config, path);
  if (of === "line") return typeof found === "string" && found.split("\n").some((line) => hashId([line]) === digest);
  return found !== undefined && hashId([JSON.stringify(found)]) === digest;
}

/** As problems of a configuration name it: `automation_config.agent.objectives[0]`. */
export function shownPath(path: ConfigPath): string {
  return formatPath(["automation_config", ...path]);
}
