import { absent, type Documents, put, remove, type Stored } from "../../platform/documents.ts";
import { platformScope, type TenantId } from "../../platform/tenant.ts";
import { retryConflicts } from "../../platform/version-conflicts.ts";
import type { Path } from "../reading/problem.ts";
import { addressesOf, type ChannelAddress, type ChannelRoute, forgetRoutes, routes } from "../routes.ts";
import type { TenantConfig } from "../schema.ts";
import { statusPageAddress } from "../status-page-route.ts";
import { type Activation, type ActiveConfig, type ActiveConfigs, activeConfigs } from "./version-documents.ts";

const rememberedActivations = 100;

/** A number or an account that belongs to another tenant. */
export interface RouteConflict {
  readonly path: Path;
  readonly address: string;
}

export type ActivationResult =
  | { readonly ok: true; readonly active: ActiveConfigs }
  | { readonly ok: false; readonly conflicts: readonly RouteConflict[] };

interface Request {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly config: TenantConfig;
  readonly activation: Activation;
}

/**
 * Activates a version. One commit changes the pointer and the routes of its numbers, or changes nothing.
 * A number that no configuration of the tenant uses any more is released. A number that two configurations of the
 * tenant use goes to the one activated last.
 * @throws VersionConflict when others keep activating at the same time
 */
export async function activate(documents: Documents, request: Request): Promise<ActivationResult> {
  return retryConflicts(() => tryToActivate(documents, request));
}

async function tryToActivate(documents: Documents, request: Request): Promise<ActivationResult> {
  const { tenantId, name, config } = request;
  const [stored, claims] = await Promise.all([
    documents.get(platformScope, activeConfigs, tenantId),
    claimsOf(documents, tenantId, config),
  ]);
  const conflicts = conflictsAmong(claims);
  if (conflicts.length > 0) return { ok: false, conflicts };

  const active = withActivation(
    stored?.data,
    request,
    claims.map(({ id }) => id),
  );
  const routesInUse = new Set(Object.values(active.byName).flatMap((each) => each.routes));
  const unusedRoutes = (stored?.data.byName[name]?.routes ?? []).filter((id) => !routesInUse.has(id));
  await documents.commit(platformScope, [
    ...claims
      .filter(({ route }) => route?.data.configName !== name)
      .map(({ id, route }) => put(routes, id, { tenantId, configName: name }, { ifVersion: route?.version ?? absent })),
    ...unusedRoutes.map((id) => remove(routes, id)),
    put(activeConfigs, tenantId, active, { ifVersion: stored?.version ?? absent }),
  ]);
  forgetRoutes(documents);
  return { ok: true, active };
}

/** The conflicts that would refuse an activation of the configuration. Checked before a text is stored. */
export async function routeConflicts(
  documents: Documents,
  tenantId: TenantId,
  config: TenantConfig,
): Promise<readonly RouteConflict[]> {
  return conflictsAmong(await claimsOf(documents, tenantId, config));
}

interface Claim extends ChannelAddress {
  readonly route: Stored<ChannelRoute> | undefined;
  readonly isTaken: boolean;
}

async function claimsOf(documents: Documents, tenantId: TenantId, config: TenantConfig): Promise<readonly Claim[]> {
  const wanted = new Map(
    [...addressesOf(config.channels.input), ...statusPageAddress(config)].map((each) => [each.id, each]),
  );
  return Promise.all(
    [...wanted.values()].map(async (address) => {
      const route = await documents.get(platformScope, routes, address.id);
      return { ...address, route, isTaken: route !== undefined && route.data.tenantId !== tenantId };
    }),
  );
}

function conflictsAmong(claims: readonly Claim[]): readonly RouteConflict[] {
  return claims
    .filter(({ isTaken }) => isTaken)
    .map(({ address, path }) => ({ path: ["automation_config", ...path], address }));
}

function withActivation(
  before: ActiveConfigs | undefined,
  { name, config, activation }: Request,
  routeIds: readonly string[],
): ActiveConfigs {
  const current = before?.byName[name];
  const others = Object.entries(before?.byName ?? {}).filter(([other]) => other !== name);
  const claimedRoutes = new Set(routeIds);
  const next: ActiveConfig = {
    version: activation.version,
    configId: config.config_id,
    routes: [...claimedRoutes],
    previous: previousOf(current, activation),
    history: [...(current?.history ?? []), activation].slice(-rememberedActivations),
    ...lastRolloutOf(current, activation),
    ...lastExperimentOf(current, activation),
  };
  return {
    defaultName: before?.defaultName ?? name,
    byName: {
      ...Object.fromEntries(
        others.map(([other, each]) => [other, { ...each, routes: each.routes.filter((id) => !claimedRoutes.has(id)) }]),
      ),
      [name]: next,
    },
  };
}

/** An activation ends a rollout: it completes that of its version, and takes the place of another. */
function lastRolloutOf(
  current: ActiveConfig | undefined,
  { version, by, at }: Activation,
): Pick<ActiveConfig, "lastRollout"> {
  const running = current?.rollout;
  if (!running) return current?.lastRollout ? { lastRollout: current.lastRollout } : {};
  const ended =
    running.version === version
      ? { outcome: "completed" as const, reason: "All customers get it." }
      : { outcome: "superseded" as const, reason: `Version ${version} was activated for everybody.` };
  return { lastRollout: { id: running.id, ...ended, by, at } };
}

/** An activation ends an experiment: it promotes a variant of it, or takes the place of all. */
function lastExperimentOf(
  current: ActiveConfig | undefined,
  { version, by, at }: Activation,
): Pick<ActiveConfig, "lastExperiment"> {
  const running = current?.experiment;
  if (!running) return current?.lastExperiment ? { lastExperiment: current.lastExperiment } : {};
  const promoted = running.arms.find((arm, index) => index > 0 && arm.version === version);
  const ended = promoted
    ? { outcome: "promoted" as const, reason: `All customers get ${promoted.key}.` }
    : { outcome: "superseded" as const, reason: `Version ${version} was activated for everybody.` };
  return { lastExperiment: { id: running.id, arms: running.arms, ...ended, by, at } };
}

/** A rollback removes the newest previous version. Activating the active version adds nothing. */
function previousOf(current: ActiveConfig | undefined, { version, type }: Activation): number[] {
  if (current === undefined) return [];
  if (current.version === version) return current.previous;
  if (type === "rollback" && current.previous.at(-1) === version) return current.previous.slice(0, -1);
  return [...current.previous, current.version].slice(-rememberedActivations);
}
