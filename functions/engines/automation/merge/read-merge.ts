import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import type { AutomationRun } from "../run.ts";
import { type Choices, type MergedConfig, mergeConfigs } from "./merge-configs.ts";

export interface Merge {
  /** The active version, which is not the one that the run was written from. */
  readonly editedVersion: number;
  readonly merged: MergedConfig;
}

/**
 * The run's configuration merged into the active one. Undefined: nobody has changed that since.
 * @throws TerminalError `automation-not-ready`, `automation-of-experiment`
 */
export async function readMerge(
  configs: Pick<AutomationDependencies["configs"], "pointers" | "get">,
  tenantId: TenantId,
  { configName, version, baseVersion, status, origin }: AutomationRun,
  choices: Choices = {},
): Promise<Merge | undefined> {
  if (origin.type === "experiment")
    throw new TerminalError("automation-of-experiment", "A variant of an experiment is promoted as it is, or not.");
  if (version === null || (status !== "ready" && status !== "blocked"))
    throw new TerminalError("automation-not-ready", `The run is ${status}. Only a checked one can be merged.`);
  const active = (await configs.pointers(tenantId))?.byName[configName]?.version;
  if (active === undefined || active === baseVersion || active === version) return undefined;
  const textOf = async (number: number) => {
    const stored = await configs.get(tenantId, configName, number);
    if (stored === undefined) throw new Error(`Version ${number} of ${configName} is gone.`);
    return stored.yaml;
  };
  const [base, generated, edited] = await Promise.all([
    baseVersion === null ? undefined : textOf(baseVersion),
    textOf(version),
    textOf(active),
  ]);
  return { editedVersion: active, merged: mergeConfigs({ base, generated, edited }, choices) };
}
