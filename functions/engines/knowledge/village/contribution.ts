import { z } from "zod";
import { villageMeasures } from "../../../../shared/contracts/lifecycle/village.ts";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Case } from "../cases/case.ts";

/** Fewer conversations tell nothing of a month. */
export const minConversations = 20;
const keptForMs = 120 * 24 * 3_600_000;

const Contribution = z.object({
  tenantId: TenantId,
  /** `2026-11`. */
  month: z.string(),
  /** `all`, or an industry. */
  group: z.string(),
  shares: z.record(z.enum(villageMeasures), z.number()),
  at: z.string(),
});
export type Contribution = z.infer<typeof Contribution>;

/** The shares of a tenant that takes part, of a month that is over. Stored for the platform and shown to nobody. */
export const contributions: Collection<Contribution> = {
  name: "village-contributions",
  schema: Contribution,
  indexes: [["month", "group"]],
  confidential: true,
  personal: "nothing",
  expiry: ({ at }) => new Date(Date.parse(at) + keptForMs),
};

/** The shares of a month's cases. Undefined for too few. */
export function sharesOf(cases: readonly Case[]): Contribution["shares"] | undefined {
  if (cases.length < minConversations) return undefined;
  const share = (holds: (each: Case) => boolean) => cases.filter(holds).length / cases.length;
  return {
    resolved: share(({ succeeded, escalated }) => succeeded && !escalated),
    handed_over: share(({ escalated }) => escalated),
    without_source: share(({ resolution }) => resolution.key === "reply"),
    complaint: share(({ topics }) => topics.includes("complaint")),
    booking_intent: share(({ topics }) => topics.includes("booking_intent")),
    price_question: share(({ topics }) => topics.includes("price_question")),
  };
}
