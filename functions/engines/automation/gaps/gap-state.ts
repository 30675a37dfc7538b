import type {
  AutomationGapNamed,
  GapIssue,
  GitHubIssueReported,
} from "../../../../shared/events/lifecycle/automation-github.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Gap, maxNamedBy, maxUnmatched } from "./gap.ts";

/** Longer than the bus tries: an event that is on the way for so long is lost. */
const lostAfterMs = 6 * 3_600_000;

/** A run has named the gap. */
export function namedGap(known: Gap | undefined, naming: AutomationGapNamed): Gap {
  const { gapId: id, kind, name, requirementsId, runId, at } = naming;
  const tenantId = TenantId.parse(naming.tenantId);
  const gap: Gap = known ?? {
    id,
    kind,
    name,
    firstNamedAt: at,
    namedBy: [],
    issue: null,
    shownDemand: 0,
    syncingSince: null,
    failure: null,
    unmatched: [],
  };
  const earlier = gap.namedBy.find((each) => each.tenantId === tenantId && each.requirementsId === requirementsId);
  if (earlier && earlier.at >= at) return gap;
  const others = gap.namedBy.filter((each) => each !== earlier);
  return { ...gap, namedBy: [{ tenantId, requirementsId, runId, at }, ...others].slice(0, maxNamedBy) };
}

/** How many tenants need it. */
export function demandOf({ namedBy }: Pick<Gap, "namedBy">): number {
  return new Set(namedBy.map(({ tenantId }) => tenantId)).size;
}

/** What is to be done at GitHub: open an issue, tell a new demand, or nothing. A closed issue is left alone. */
export function workAtGitHub(gap: Gap): "open" | "update" | null {
  if (gap.issue === null || gap.issue.state === "deleted") return "open";
  return gap.issue.state === "open" && demandOf(gap) !== gap.shownDemand ? "update" : null;
}

export function isSyncing({ syncingSince }: Gap, now: Date): boolean {
  return syncingSince !== null && now.getTime() - Date.parse(syncingSince) < lostAfterMs;
}

/** GitHub's issue is known now. Earlier reports of it are folded in. */
export function withIssue(gap: Gap, issue: GapIssue): Gap {
  const told = gap.unmatched.filter(({ id }) => id === issue.id);
  const newest = [issue, ...told].reduce((one, other) => (isNewer(other, one) ? other : one));
  return { ...gap, issue: newest, unmatched: [], failure: null };
}

/** Applies a webhook's report of an issue. Undefined when it changes nothing: a second delivery, or an older state. */
export function withReport(gap: Gap, { formerId, issue }: GitHubIssueReported): Gap | undefined {
  const { issue: known } = gap;
  if (known?.id === formerId || known?.id === issue.id) {
    if (known.state === "deleted" || !(isNewer(issue, known) || issue.id !== known.id)) return undefined;
    return { ...gap, issue };
  }
  // Anybody may copy our marker into another issue.
  if (known !== null && known.state !== "deleted") return undefined;
  const others = gap.unmatched.filter(({ id }) => id !== issue.id);
  return { ...gap, unmatched: [issue, ...others].slice(0, maxUnmatched) };
}

/** GitHub tells whole seconds, so that two changes within one have the same time. */
export function isAmbiguous({ issue: known }: Gap, { issue }: GitHubIssueReported): boolean {
  if (known === null || known.id !== issue.id || issue.state === "deleted" || known.state === "deleted") return false;
  return known.updatedAt === issue.updatedAt && (known.state !== issue.state || known.reason !== issue.reason);
}

export function isCompleted(issue: GapIssue | null): boolean {
  return issue !== null && issue.state === "closed" && issue.reason === "completed";
}

function isNewer(issue: GapIssue, known: GapIssue): boolean {
  if (issue.state === "deleted") return known.state !== "deleted";
  return Date.parse(issue.updatedAt) > Date.parse(known.updatedAt);
}
