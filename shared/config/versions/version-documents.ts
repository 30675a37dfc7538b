import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { EndedExperiment, ExperimentPointer } from "../experiments/pointer.ts";
import { EndedRollout, RolloutPointer } from "../rollout/pointer.ts";

const Version = z.object({
  name: z.string(),
  version: z.number().int().positive(),
  configId: z.string(),
  yaml: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Who else wrote it: a merge holds the work of several people. */
  authors: z.array(z.string()).optional(),
});

/** One immutable version of a tenant's configuration. `createdAt` is an ISO time. */
export type ConfigVersion = z.infer<typeof Version>;

/** Stored in the tenant's scope. */
export const configVersionDocuments: Collection<ConfigVersion> = {
  name: "config-versions",
  schema: Version,
  indexes: [["name", "version desc"], ["name asc"]],
  confidential: false,
  // The tenant's own configuration.
  personal: "nothing",
};

export function versionId(name: string, version: number): string {
  return `${name}:${version}`;
}

const Activation = z.object({
  version: z.number().int().positive(),
  at: z.string(),
  by: z.string(),
  type: z.literal(["activate", "rollback"]),
});
export type Activation = z.infer<typeof Activation>;

const ActiveConfig = z.object({
  version: z.number().int().positive(),
  configId: z.string(),
  /** The ids of the routes that this configuration owns. */
  routes: z.array(z.string()),
  /** Versions active before this one, newest last. A rollback returns to the newest. */
  previous: z.array(z.number().int().positive()),
  /** Activations and rollbacks, newest last. */
  history: z.array(Activation),
  /** A version that a share of the customers gets. Absent: all get the active one. */
  rollout: RolloutPointer.optional(),
  lastRollout: EndedRollout.optional(),
  /** Versions that are compared on the customers. Absent: all get the active one. */
  experiment: ExperimentPointer.optional(),
  lastExperiment: EndedExperiment.optional(),
});
export type ActiveConfig = z.infer<typeof ActiveConfig>;

const ActiveConfigs = z.object({
  /** The configuration of conversations that name none: the first one activated. */
  defaultName: z.string(),
  byName: z.record(z.string(), ActiveConfig),
});

/** The version of each of a tenant's configurations that new conversations use. */
export type ActiveConfigs = z.infer<typeof ActiveConfigs>;

/** Stored in the platform's scope under the tenant's id, so that one commit writes it together with the routes. */
export const activeConfigs: Collection<ActiveConfigs> = {
  name: "active-configs",
  schema: ActiveConfigs,
  indexes: [],
  confidential: false,
  // The tenant's own configuration.
  personal: "nothing",
};
