import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Refused } from "../refused.ts";
import type { PointerState } from "../versions/change-active-config.ts";
import type { ActiveConfigs } from "../versions/version-documents.ts";
import { beginRollout, widenRollout, withdrawRollout } from "./change-rollout.ts";
import type { EndedRollout, RolloutPointer } from "./pointer.ts";

/** Changes of the pointer that give a version to a share of the customers. Each is repeatable: a repeat changes nothing. */
export interface RolloutVersions {
  /** What stands at the pointer now, past every cache. */
  rolloutState(tenantId: TenantId, name: string): Promise<PointerState>;
  /**
   * Refused with problems where the version cannot be activated. Otherwise the rollout runs, or another or a newer
   * version stands at the pointer.
   */
  beginRollout(
    tenantId: TenantId,
    name: string,
    wish: { readonly from: number; readonly rollout: RolloutPointer },
  ): Promise<PointerState | Refused>;
  widenRollout(
    tenantId: TenantId,
    name: string,
    wish: { readonly id: string; readonly stage: number; readonly share: number },
  ): Promise<PointerState>;
  withdrawRollout(tenantId: TenantId, name: string, ended: EndedRollout): Promise<PointerState>;
}

export function rolloutVersions(parts: {
  readonly documents: Documents;
  /** Writes what the version needs before anybody gets it. @returns what stands against it, or undefined */
  prepare(tenantId: TenantId, name: string, rollout: RolloutPointer): Promise<Refused | undefined>;
  /** Reads past the cache. */
  read(tenantId: TenantId): Promise<ActiveConfigs | undefined>;
  /** So that this process sees its own change at once. */
  remember(tenantId: TenantId, active: ActiveConfigs | undefined): void;
}): RolloutVersions {
  const { documents, prepare, read, remember } = parts;
  async function rememberChange(tenantId: TenantId, change: Promise<PointerState>): Promise<PointerState> {
    const state = await change;
    remember(tenantId, state.active);
    return state;
  }
  return {
    async rolloutState(tenantId, name) {
      const active = await read(tenantId);
      return { active, config: active?.byName[name] };
    },
    async beginRollout(tenantId, name, wish) {
      const refused = await prepare(tenantId, name, wish.rollout);
      return refused ?? rememberChange(tenantId, beginRollout(documents, { tenantId, name, ...wish }));
    },
    widenRollout: (tenantId, name, wish) =>
      rememberChange(tenantId, widenRollout(documents, { tenantId, name, ...wish })),
    withdrawRollout: (tenantId, name, ended) =>
      rememberChange(tenantId, withdrawRollout(documents, { tenantId, name, ended })),
  };
}
