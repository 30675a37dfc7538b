import type { PointerState } from "../../../shared/config/versions/change-active-config.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { RolloutDependencies } from "./dependencies.ts";
import type { Rollout, Verdict } from "./rollout.ts";

type Configs = RolloutDependencies["configs"];

/** Gives the version to its first share of the customers. A repeat changes nothing. */
export async function beginStage(
  configs: Configs,
  tenantId: TenantId,
  { id, configName, version, fromVersion, stages, requestedBy: by, requestedAt: at }: Rollout,
): Promise<{ readonly state: PointerState; readonly refused: string | undefined }> {
  const rollout = { id, version, stage: 0, share: stages[0]?.share ?? 0, by, at };
  try {
    const begun = await configs.beginRollout(tenantId, configName, { from: fromVersion, rollout });
    if (!("ok" in begun)) return { state: begun, refused: undefined };
    const refused = begun.problems.map(({ message, remedy }) => `${message} ${remedy}`).join(" ");
    return { state: { active: undefined, config: undefined }, refused };
  } catch (error) {
    // The version is gone or no longer valid: a person must hear of it, and no retry helps.
    if (error instanceof TerminalError)
      return { state: { active: undefined, config: undefined }, refused: error.message };
    throw error;
  }
}

/** Moves the pointer as the verdict says. @returns what stands there then, or undefined where nothing moves */
export async function moveOn(
  configs: Configs,
  tenantId: TenantId,
  rollout: Rollout,
  { verdict, by, at }: { readonly verdict: Pick<Verdict, "result" | "why">; readonly by: string; readonly at: string },
): Promise<PointerState | undefined> {
  if (verdict.result === "fail") return takeBack(configs, tenantId, rollout, { reason: verdict.why, by, at });
  return verdict.result === "pass" ? advance(configs, tenantId, rollout, by) : undefined;
}

/** The next stage, or the activation for everybody. */
export async function advance(
  configs: Configs,
  tenantId: TenantId,
  { id, configName, version, stage, stages }: Rollout,
  by: string,
): Promise<PointerState> {
  const next = stage + 1;
  const share = stages[next]?.share ?? 1;
  if (share < 1) return configs.widenRollout(tenantId, configName, { id, stage: next, share });
  const before = await configs.rolloutState(tenantId, configName);
  if (before.config?.rollout?.id !== id) return before;
  const activated = await configs.activate(tenantId, configName, version, by);
  if (activated.ok) return configs.rolloutState(tenantId, configName);
  const reason = activated.problems.map(({ message, remedy }) => `${message} ${remedy}`).join(" ");
  throw new TerminalError("config-invalid", `The version cannot be activated for everybody. ${reason}`);
}

/** Takes the version back from everybody. What is completed goes back as any activation does. */
export async function takeBack(
  configs: Configs,
  tenantId: TenantId,
  { id, configName, status, version }: Rollout,
  { reason, by, at }: { readonly reason: string; readonly by: string; readonly at: string },
): Promise<PointerState> {
  if (status === "completed") {
    const state = await configs.rolloutState(tenantId, configName);
    if (state.config?.version === version && state.config.rollout === undefined)
      await configs.rollback(tenantId, configName, by);
    return configs.rolloutState(tenantId, configName);
  }
  return configs.withdrawRollout(tenantId, configName, { id, outcome: "rolled-back", reason, by, at });
}
