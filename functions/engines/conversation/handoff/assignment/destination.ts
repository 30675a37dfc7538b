import type { TenantConfig } from "../../../../../shared/config/index.ts";

type HandoffEntry = TenantConfig["business_logic"]["escalation"]["handoff"][number];

export interface Destination {
  readonly type: string;
  readonly department: string | null;
  readonly skills: readonly string[];
}

/**
 * Resolves an escalation's action to an entry of `escalation.handoff`. Rules, in this order:
 * 1. the entry named in `handoff_rules.actions`;
 * 2. a type that the action's name contains (`doctor_consultation` → `doctor`);
 * 3. a department that the name contains or is contained in (`technical_support`);
 * 4. the department for the reason (`medical_…` → a department named after medicine);
 * 5. the first entry, in its first department.
 */
export function destinationOf(config: TenantConfig, action: string, reason: string): Destination {
  const { handoff } = config.business_logic.escalation;
  const given = config.handoff_rules.actions[action];
  const byType = handoff.find(({ type }) => (given?.type ? type === given.type : containsWords(action, type)));
  const byDepartment = handoff.find(({ departments }) => departmentFor(departments, action, reason) !== undefined);
  const entry = byType ?? (given?.type ? undefined : byDepartment) ?? handoff[0];
  return {
    type: given?.type ?? entry?.type ?? "human_agent",
    department:
      given?.department ??
      departmentFor(entry?.departments ?? [], action, reason) ??
      (entry === handoff[0] ? entry?.departments[0] : undefined) ??
      null,
    skills: given?.skills ?? [],
  };
}

/** The tenant's entry for a handoff type. Undefined when the tenant lists no such type. */
export function entryFor(config: TenantConfig, type: string): HandoffEntry | undefined {
  const { handoff } = config.business_logic.escalation;
  return handoff.find((entry) => entry.type === type);
}

function departmentFor(departments: readonly string[], action: string, reason: string): string | undefined {
  const byAction = departments.find(
    (department) => containsWords(action, department) || containsWords(department, action),
  );
  if (byAction !== undefined) return byAction;
  return reason.includes("medical")
    ? departments.find((department) => containsWords(department, "medical"))
    : undefined;
}

/** Whether a name contains another as whole words in order: `doctor_consultation` contains `doctor`. */
function containsWords(name: string, part: string): boolean {
  return `_${name}_`.includes(`_${part}_`);
}
