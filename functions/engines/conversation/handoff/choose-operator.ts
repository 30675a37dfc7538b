import type { TenantConfig } from "../../../../shared/config/index.ts";
import { entryFor } from "./destination.ts";
import type { Candidate, Operator } from "./operator.ts";
import type { Handoff } from "./state.ts";

export interface Need {
  readonly handoff: Pick<Handoff, "type" | "department" | "skills" | "tried">;
  /** BCP 47, the customer's. */
  readonly language: string;
}

/** Whether an operator may have this conversation at all: the department, every skill asked for, a specialisation. */
export function mayTake(operator: Operator, { handoff }: Need, config: TenantConfig): boolean {
  const { departments, skills } = operator;
  const inDepartment =
    handoff.department === null || departments.length === 0 || departments.includes(handoff.department);
  const specialization = entryFor(config, handoff.type)?.specialization ?? [];
  const special =
    specialization.length === 0 ||
    [handoff.type, ...specialization].some((word) => skills.includes(word) || departments.includes(word));
  return inDepartment && special && handoff.skills.every((skill) => skills.includes(skill));
}

/**
 * Who is asked next: nobody who is full or did not answer before; those who speak the customer's language first; among
 * them by the tenant's strategy. Ties go to whoever has waited longest for a conversation, then by id. Pure.
 */
export function chooseOperator(
  candidates: readonly Candidate[],
  need: Need,
  config: TenantConfig,
): Candidate | undefined {
  const free = candidates.filter(
    ({ stored: { data }, load }) =>
      load < data.state.maxConversations &&
      !need.handoff.tried.includes(data.state.id) &&
      mayTake(data.state, need, config),
  );
  return byPlace(free, need, config)[0];
}

/** The candidates in the order in which they are asked. Pure. */
export function byPlace(candidates: readonly Candidate[], need: Need, config: TenantConfig): readonly Candidate[] {
  const strategy = config.handoff_rules.assignment;
  const ranked = candidates.map((candidate) => {
    const { state } = candidate.stored.data;
    const since = state.lastAssignedAt ?? "";
    const speaks = speaksOf(state, need.language);
    const place = {
      round_robin: [speaks, since, state.id],
      least_busy: [speaks, candidate.load, since, state.id],
      skills: [-matches(state, need, config), speaks, candidate.load, since, state.id],
    }[strategy];
    return { candidate, place };
  });
  return ranked.toSorted((a, b) => compare(a.place, b.place)).map(({ candidate }) => candidate);
}

/** 0 for those who speak it, 1 for those who say nothing of languages, 2 for the others. */
function speaksOf({ languages }: Operator, language: string): number {
  if (languages.length === 0) return 1;
  const [main] = language.split("-");
  return languages.some((spoken) => spoken.split("-")[0] === main) ? 0 : 2;
}

/** How many of the words that describe the need describe the operator, too. */
function matches({ skills, departments }: Operator, { handoff }: Need, config: TenantConfig): number {
  const specialization = entryFor(config, handoff.type)?.specialization ?? [];
  const wanted = [
    ...handoff.skills,
    ...specialization,
    handoff.type,
    ...(handoff.department ? [handoff.department] : []),
  ];
  return wanted.filter((word) => skills.includes(word) || departments.includes(word)).length;
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? value;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
