import { itemsIn, requirementsDocuments } from "../../../shared/contracts/lifecycle/requirements.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { KpiName } from "./kpis.ts";

/** The words by which people call a KPI in requirements. The first that fits decides. */
const words: readonly (readonly [KpiName, RegExp])[] = [
  ["cost_per_resolution", /cost/i],
  ["handoff_rate", /hand-?\s?off|escalat/i],
  ["containment", /contain|without a (person|human)|automat/i],
  ["resolution", /resol/i],
  ["csat", /csat|satisf|rating/i],
  ["nps", /\bnps\b|promoter/i],
  ["conversion", /conver/i],
  ["cross_sell_revenue", /cross-?\s?sell|upsell/i],
  ["revenue", /revenue|sales/i],
];
/** These are shares, which people write as percentages. */
const shares: ReadonlySet<KpiName> = new Set(["containment", "resolution", "handoff_rate", "conversion"]);
const mostDocuments = 50;

export interface Target {
  readonly value: number;
  /** The item of the requirements document, such as `KPI-3`. */
  readonly item: string;
  readonly requirementsId: string;
}

/** The targets that approved requirements name. Of several documents the one that was approved last decides. */
export async function targetsOf(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
): Promise<ReadonlyMap<KpiName, Target>> {
  const { items } = await documents.query(tenantId, requirementsDocuments, { limit: mostDocuments });
  const approved = items
    .flatMap(({ data: { state } }) => (state.approved === null ? [] : [{ at: state.approved.at, state }]))
    .sort((one, other) => one.at.localeCompare(other.at));
  const targets = new Map<KpiName, Target>();
  for (const { state } of approved)
    for (const { id: item, name, unit, target } of itemsIn(state.items, "kpis")) {
      const kpi = words.find(([, pattern]) => pattern.test(name))?.[0];
      const value = target === null ? Number.NaN : Number(target);
      if (kpi === undefined || !Number.isFinite(value)) continue;
      const share = shares.has(kpi) && unit === "percent" ? value / 100 : value;
      targets.set(kpi, { value: share, item, requirementsId: state.id });
    }
  return targets;
}
