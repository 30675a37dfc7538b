import { type Documents, put, VersionConflict } from "../../platform/documents.ts";
import { platformScope, type TenantId } from "../../platform/tenant.ts";
import { type ActiveConfig, type ActiveConfigs, activeConfigs } from "../version-documents.ts";
import type { EndedRollout, RolloutPointer } from "./pointer.ts";

const attempts = 8;

/** What stands at the pointer after a change. Null: no configuration of that name is active. */
export interface RolloutState {
  readonly active: ActiveConfigs | undefined;
  readonly config: ActiveConfig | undefined;
}

/** Changes the rollout of one configuration, or leaves it: `change` returns undefined for what must stay. */
async function changeRollout(
  documents: Documents,
  { tenantId, name }: { readonly tenantId: TenantId; readonly name: string },
  change: (config: ActiveConfig) => ActiveConfig | undefined,
): Promise<RolloutState> {
  for (let attempt = 1; ; attempt++) {
    const stored = await documents.get(platformScope, activeConfigs, tenantId);
    const config = stored?.data.byName[name];
    const next = config && change(config);
    if (!stored || !next) return { active: stored?.data, config };
    const active = { ...stored.data, byName: { ...stored.data.byName, [name]: next } };
    try {
      await documents.commit(platformScope, [put(activeConfigs, tenantId, active, { ifVersion: stored.version })]);
      return { active, config: next };
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === attempts) throw error;
    }
  }
}

/** Begins a rollout, if no other runs and `from` is still active. A repeat changes nothing. */
export function beginRollout(
  documents: Documents,
  wish: { readonly tenantId: TenantId; readonly name: string; readonly from: number; readonly rollout: RolloutPointer },
): Promise<RolloutState> {
  return changeRollout(documents, wish, (config) => {
    const isOver = config.lastRollout?.id === wish.rollout.id;
    if (isOver || config.rollout !== undefined || config.experiment !== undefined || config.version !== wish.from)
      return undefined;
    return { ...config, rollout: wish.rollout };
  });
}

/** Gives the candidate to a larger share. A rollout that has ended, or is further, stays as it is. */
export function widenRollout(
  documents: Documents,
  wish: {
    readonly tenantId: TenantId;
    readonly name: string;
    readonly id: string;
    readonly stage: number;
    readonly share: number;
  },
): Promise<RolloutState> {
  return changeRollout(documents, wish, (config) => {
    const { id, stage, share } = wish;
    const { rollout } = config;
    if (rollout?.id !== id || rollout.stage >= stage) return undefined;
    return { ...config, rollout: { ...rollout, stage, share } };
  });
}

/** Takes the candidate back: new sessions get the active version. Another rollout stays as it is. */
export function withdrawRollout(
  documents: Documents,
  wish: { readonly tenantId: TenantId; readonly name: string; readonly ended: EndedRollout },
): Promise<RolloutState> {
  return changeRollout(documents, wish, (config) => {
    if (config.rollout?.id !== wish.ended.id) return undefined;
    const { rollout: _, ...rest } = config;
    return { ...rest, lastRollout: wish.ended };
  });
}
