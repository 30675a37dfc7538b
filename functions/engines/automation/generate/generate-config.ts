import type { GenerationInput } from "./input.ts";
import { agentPart } from "./parts/agent.ts";
import { capabilitiesPart } from "./parts/capabilities.ts";
import { channelsPart } from "./parts/channels.ts";
import { clientPart } from "./parts/client.ts";
import { dataPart } from "./parts/data.ts";
import { escalationPart } from "./parts/escalation.ts";
import { hoursPart } from "./parts/hours.ts";
import { knowledgePart } from "./parts/knowledge.ts";
import { languagesPart } from "./parts/languages.ts";
import { type ConfigObject, type GeneratedPart, type Missing, withPlacements } from "./placement.ts";
import { type GeneratedScenario, scenariosFor } from "./scenarios.ts";
import { templateBase } from "./template-base.ts";
import { mustIdsOf, type TracedRequirement, traceOf } from "./trace.ts";

export interface GeneratedConfig {
  /** `automation_config`. */
  readonly config: ConfigObject;
  readonly traces: readonly TracedRequirement[];
  readonly missing: readonly Missing[];
  readonly assumptions: readonly string[];
  readonly scenarios: readonly GeneratedScenario[];
}

const parts = [
  clientPart,
  agentPart,
  languagesPart,
  hoursPart,
  capabilitiesPart,
  knowledgePart,
  escalationPart,
  dataPart,
  channelsPart,
];

/** Each part sees what the parts before it have placed, since several add to the same lists. */
function partsOf(input: GenerationInput): readonly GeneratedPart[] {
  let { base } = input;
  return parts.map((part) => {
    const made = part({ ...input, base });
    base = withPlacements(base, made.placements);
    return made;
  });
}

/** An approved requirements document as a configuration. The same input gives the same configuration. */
export function generateConfig(given: GenerationInput): GeneratedConfig {
  const input = given.fromTemplate ? { ...given, base: templateBase(given.base) } : given;
  const made = partsOf(input);
  const placements = made.flatMap((part) => part.placements);
  const scenarios = scenariosFor(input.items, mustIdsOf(input.items));
  return {
    config: withPlacements(input.base, placements),
    traces: traceOf(input.items, placements, scenarios),
    missing: made.flatMap(({ missing = [] }) => missing),
    assumptions: made.flatMap(({ assumptions = [] }) => assumptions),
    scenarios,
  };
}
