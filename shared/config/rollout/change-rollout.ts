import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { changeActiveConfig, type PointerState } from "../versions/change-active-config.ts";
import type { EndedRollout, RolloutPointer } from "./pointer.ts";

/** Begins a rollout, if no other runs and `from` is still active. A repeat changes nothing. */
export function beginRollout(
  documents: Documents,
  wish: { readonly tenantId: TenantId; readonly name: string; readonly from: number; readonly rollout: RolloutPointer },
): Promise<PointerState> {
  return changeActiveConfig(documents, wish, (config) => {
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
): Promise<PointerState> {
  return changeActiveConfig(documents, wish, (config) => {
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
): Promise<PointerState> {
  return changeActiveConfig(documents, wish, (config) => {
    if (config.rollout?.id !== wish.ended.id) return undefined;
    const { rollout: _, ...rest } = config;
    return { ...rest, lastRollout: wish.ended };
  });
}
