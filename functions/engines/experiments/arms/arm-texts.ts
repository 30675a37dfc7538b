import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import type { ExperimentDesign } from "../../../../shared/events/running/experiments.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { applyChanges } from "./apply-changes.ts";

export interface ArmTexts {
  readonly baseVersion: number;
  /** The whole configuration of each treatment. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The whole configuration of each treatment: the active version with the arm's changes, and valid as a whole.
 * @throws TerminalError `config-not-found`, `experiment-path-invalid`, `experiment-arm-invalid`, `experiment-arm-same`
 */
export async function armTexts(
  configs: Pick<ConfigVersions, "pointers" | "get" | "check">,
  tenantId: TenantId,
  { configName, arms }: Pick<ExperimentDesign, "configName" | "arms">,
): Promise<ArmTexts> {
  const baseVersion = (await configs.pointers(tenantId))?.byName[configName]?.version;
  const base = baseVersion === undefined ? undefined : await configs.get(tenantId, configName, baseVersion);
  if (baseVersion === undefined || base === undefined)
    throw new TerminalError("config-not-found", `No version of the configuration ${configName} is active.`);
  const texts = new Map<string, string>();
  for (const { key, changes } of arms.slice(1)) {
    const yaml = applyChanges(base.yaml, changes);
    if (isDeepStrictEqual(parse(yaml), parse(base.yaml)))
      throw new TerminalError("experiment-arm-same", `The variant ${key} changes nothing. Give it other values.`);
    const checked = await configs.check(tenantId, yaml);
    if (!checked.ok) {
      const problems = checked.problems.slice(0, 5).map(({ path, message, remedy }) => `${path}: ${message} ${remedy}`);
      throw new TerminalError("experiment-arm-invalid", `The variant ${key} is not valid. ${problems.join(" ")}`);
    }
    texts.set(key, yaml);
  }
  return { baseVersion, texts };
}
