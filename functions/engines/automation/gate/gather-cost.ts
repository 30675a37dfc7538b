import { addCounters, noCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { readRollups } from "../../../../shared/contracts/metrics/rollups.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import type { AutomationRun } from "../run.ts";
import { type CostEstimate, type CostedVersion, estimateCost, measuredDays } from "./cost-estimate.ts";

const dayMs = 86_400_000;

/** The estimate of a run's version beside the one that it builds on. @throws TerminalError when the run's is not valid */
export async function gatherCost(
  { platform: { documents }, configs }: AutomationDependencies,
  tenantId: TenantId,
  { run, version, now }: { readonly run: AutomationRun; readonly version: number; readonly now: Date },
): Promise<CostEstimate> {
  const { configName: name, baseVersion } = run;
  const parsed = async (number: number): Promise<CostedVersion> => ({
    version: number,
    config: await configs.parsed(tenantId, name, number),
  });
  const [written, old] = await Promise.all([
    parsed(version),
    baseVersion === null ? null : parsed(baseVersion).catch(unreadable),
  ]);
  let [total, ofOld] = [noCounters(), noCounters()];
  // The tenant's day may be a day before or after that of UTC.
  const dayAfter = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
  for await (const { agent, counters } of readRollups(documents, tenantId, {
    from: dayAfter(1 - measuredDays),
    until: dayAfter(1),
  })) {
    if (agent.name !== name) continue;
    total = addCounters(total, counters);
    if (agent.version === baseVersion) ofOld = addCounters(ofOld, counters);
  }
  return estimateCost({ now, old, written, total, ofOld });
}

/** A version of an older release that this one no longer reads: its cost is not known. */
function unreadable(error: unknown): null {
  if (error instanceof TerminalError) return null;
  throw error;
}
