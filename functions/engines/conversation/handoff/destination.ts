import type { TenantConfig } from "../../../../shared/config/index.ts";

type HandoffEntry = TenantConfig["business_logic"]["escalation"]["handoff"][number];

export interface Destination {
  readonly type: string;
  readonly department: string | null;
  readonly skills: readonly string[];
}

/**
 * Which kind of person an escalation's action asks for, of those the tenant lists in `escalation.handoff`. In this
 * order: what `handoff_rules.actions` says; a type the action's name contains (`doctor_consultation` → `doctor`); a
 * department it contains or is contained in (`technical_support`); the department for the reason (`medical_…` → one
 * whose name speaks of medicine); the first entry, in its first department.
 */
export function destinationOf(config: TenantConfig, action: string, reason: string): Destination {
  const { handoff } = config.business_logic.escalation;
  const given = config.handoff_rules.actions[action];
  const byType = handoff.find(({ type }) => (given?.type ? type === given.type : named(action, type)));
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

/** The tenant's entry for a handoff; undefined where the tenant lists none of that type. */
export function entryFor(config: TenantConfig, type: string): HandoffEntry | undefined {
  const { handoff } = config.business_logic.escalation;
  return handoff.find((entry) => entry.type === type);
}

function departmentFor(departments: readonly string[], action: string, reason: string): string | undefined {
  const byAction = departments.find((department) => named(action, department) || named(department, action));
  if (byAction !== undefined) return byAction;
  return reason.includes("medical") ? departments.find((department) => named(department, "medical")) : undefined;
}

/** `doctor_consultation` names `doctor`: whole words, in order. */
function named(name: string, part: string): boolean {
  return `_${name}_`.includes(`_${part}_`);
}
