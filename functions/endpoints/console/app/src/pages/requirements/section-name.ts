import { m } from "#messages";
import type { RequirementsView } from "../../../../../../engines/prd/document/views.ts";

const names = {
  overview: m.requirements_overview,
  objectives: m.requirements_objectives,
  personas: m.requirements_personas,
  requirements: m.nav_requirements,
  flows: m.requirements_flows,
  flow_nodes: m.requirements_flow_nodes,
  flow_edges: m.requirements_flow_edges,
  experiments: m.requirements_experiments,
  integrations: m.requirements_integrations,
  data: m.requirements_data,
  escalation: m.requirements_escalation,
  kpis: m.requirements_kpis,
  non_goals: m.requirements_non_goals,
  open_questions: m.requirements_open_questions,
  scenarios: m.requirements_scenarios,
} as const satisfies Readonly<Record<RequirementsView["items"][number]["section"], () => string>>;

export function sectionName(section: keyof typeof names): string {
  return names[section]();
}
