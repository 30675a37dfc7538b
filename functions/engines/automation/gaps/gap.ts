import { z } from "zod";
import { GapIssue, GapKind } from "../../../../shared/events/lifecycle/automation-github.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const Gap = z.object({
  id: z.string(),
  kind: GapKind,
  /** Names no tenant: see shared-gap.ts. */
  name: z.string(),
  firstNamedAt: z.string(),
  /** The newest run of each requirements document that needs it, newest first. */
  namedBy: z.array(z.object({ tenantId: TenantId, requirementsId: z.string(), runId: z.string(), at: z.string() })),
  issue: GapIssue.nullable(),
  /** The number of tenants that the issue tells. */
  shownDemand: z.number().int(),
  /** Since when an event is on the way that makes the issue, or brings it up to date. Null: none is. */
  syncingSince: z.string().nullable(),
  /** Why there is no issue, or no current one, for people. */
  failure: z.object({ code: z.string(), message: z.string(), at: z.string() }).nullable(),
  /** GitHub's reports of issues that are not recorded here: one of them may be ours, created a moment ago. */
  unmatched: z.array(GapIssue),
});
export type Gap = z.infer<typeof Gap>;

export const maxUnmatched = 5;
/** An agency has some hundred clients, with a few documents each. The oldest are forgotten. */
export const maxNamedBy = 2_000;

/**
 * The tools and integrations that the product does not have, over all tenants, in the platform's scope. Each has one issue.
 */
export const automationGaps = ownedDocument<Gap>({
  name: "automation-gaps",
  state: Gap,
  indexes: [["issue.id"]],
  confidential: true,
  // Names of tools, and which tenants' runs named them. Of customers: nothing.
  personal: "nothing",
});
