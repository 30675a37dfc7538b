import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { entryFor } from "../assignment/destination.ts";
import type { Handoff } from "../state.ts";
import type { Candidate, Operator } from "./operator.ts";

export interface Need {
  readonly handoff: Pick<Handoff, "type" | "department" | "skills" | "tried">;
  /** BCP 47 tag of the customer's language. */
  readonly language: string;
}

/**
 * Whether an operator may take this conversation: department, every required skill, and a specialisation must match.
 */
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
 * Chooses the next operator to ask. Excludes operators who are full or did not answer. Prefers speakers of the
 * customer's language, then applies the tenant's strategy. Ties go to whoever has waited longest for a conversation,
 * then by id. Pure.
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
    const speaks = languageRank(state, need.language);
    const place = {
      round_robin: [speaks, since, state.id],
      least_busy: [speaks, candidate.load, since, state.id],
      skills: [-matchingWords(state, need, config), speaks, candidate.load, since, state.id],
    }[strategy];
    return { candidate, place };
  });
  return ranked.toSorted((a, b) => compare(a.place, b.place)).map(({ candidate }) => candidate);
}

/** Ranks operators: 0 speaks the language, 1 lists no languages, 2 lists only others. */
function languageRank({ languages }: Operator, language: string): number {
  if (languages.length === 0) return 1;
  const [main] = language.split("-");
  return languages.some((spoken) => spoken.split("-")[0] === main) ? 0 : 2;
}

/** Counts the words that describe both the need and the operator. */
function matchingWords({ skills, departments }: Operator, { handoff }: Need, config: TenantConfig): number {
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
