import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Refused } from "../refused.ts";
import { changeActiveConfig, type PointerState } from "../versions/change-active-config.ts";
import type { ActiveConfigs } from "../versions/version-documents.ts";
import type { EndedExperiment, ExperimentPointer } from "./pointer.ts";

/** Changes of the pointer that deal customers to the arms of an experiment. A repeat of any changes nothing. */
export interface ExperimentVersions {
  /**
   * Refused with problems where an arm cannot be activated. Otherwise the experiment stands at the pointer, or another
   * experiment, a rollout or a newer version does.
   */
  beginExperiment(
    tenantId: TenantId,
    name: string,
    wish: { readonly from: number; readonly experiment: ExperimentPointer },
  ): Promise<PointerState | Refused>;
  /** Closes arms that do harm, and gives the arms other shares. */
  changeExperiment(
    tenantId: TenantId,
    name: string,
    wish: {
      readonly id: string;
      readonly closed: readonly string[];
      readonly weights: Readonly<Record<string, number>>;
    },
  ): Promise<PointerState>;
  /** New sessions get the active version again. Another experiment stays as it is. */
  endExperiment(tenantId: TenantId, name: string, ended: Omit<EndedExperiment, "arms">): Promise<PointerState>;
}

export function experimentVersions(parts: {
  readonly documents: Documents;
  /** Writes what a version needs before anybody gets it. @returns what stands against it, or undefined */
  prepare(tenantId: TenantId, name: string, of: { version: number; by: string }): Promise<Refused | undefined>;
  /** So that this process sees its own change at once. */
  remember(tenantId: TenantId, active: ActiveConfigs | undefined): void;
}): ExperimentVersions {
  const { documents, prepare, remember } = parts;
  async function change(tenantId: TenantId, name: string, to: Parameters<typeof changeActiveConfig>[2]) {
    const state = await changeActiveConfig(documents, { tenantId, name }, to);
    remember(tenantId, state.active);
    return state;
  }
  return {
    async beginExperiment(tenantId, name, { from, experiment }) {
      for (const { version } of experiment.arms.slice(1)) {
        const refused = await prepare(tenantId, name, { version, by: experiment.by });
        if (refused) return refused;
      }
      return change(tenantId, name, (config) => {
        const isTaken = config.experiment !== undefined || config.rollout !== undefined || config.version !== from;
        if (isTaken || config.lastExperiment?.id === experiment.id) return undefined;
        return { ...config, experiment };
      });
    },
    changeExperiment: (tenantId, name, { id, closed, weights }) =>
      change(tenantId, name, (config) => {
        const { experiment } = config;
        if (experiment?.id !== id) return undefined;
        const arms = experiment.arms.map((arm) => ({ ...arm, weight: weights[arm.key] ?? arm.weight }));
        return { ...config, experiment: { ...experiment, arms, closed: [...closed] } };
      }),
    endExperiment: (tenantId, name, ended) =>
      change(tenantId, name, (config) => {
        const { experiment, ...rest } = config;
        if (experiment?.id !== ended.id) return undefined;
        return { ...rest, lastExperiment: { ...ended, arms: experiment.arms } };
      }),
  };
}
