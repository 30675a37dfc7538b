import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { SessionConfig } from "../../contracts/conversation/session-config.ts";
import { forgetChosenEvents } from "../../contracts/sending/chosen-events.ts";
import type { Bus } from "../../platform/bus.ts";
import type { Documents } from "../../platform/documents.ts";
import { platformScope, type TenantId } from "../../platform/tenant.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { prepareRows } from "../../tables/seed-rows.ts";
import type { Logger } from "../../telemetry/log.ts";
import { chooseArm } from "../experiments/choose-arm.ts";
import { type ExperimentVersions, experimentVersions } from "../experiments/experiment-versions.ts";
import { sourceEvents } from "../knowledge-sources.ts";
import type { LoadedConfig } from "../reading/load.ts";
import { type ConfigProblem, formatPath, type Path } from "../reading/problem.ts";
import type { Surroundings } from "../reading/surroundings.ts";
import type { Refused } from "../refused.ts";
import { chooseVersion } from "../rollout/choose-version.ts";
import { type RolloutVersions, rolloutVersions } from "../rollout/rollout-versions.ts";
import { staleAfterMs } from "../routes.ts";
import { checkSecrets } from "../secrets.ts";
import { activate, type RouteConflict, routeConflicts } from "./activation.ts";
import type { Difference } from "./difference.ts";
import { slaEvents } from "./sla-activation.ts";
import { type Activation, type ActiveConfigs, activeConfigs } from "./version-documents.ts";
import { fileName, type VersionStore, versionStore } from "./version-store.ts";

/** A tenant's name for one of its configurations. */
export const ConfigName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "1 to 63 of a-z, 0-9, _ and -, starting with a letter or digit");

/** What a check of a text finds. A warning refuses nothing: see warnings.ts. It also names each secret that is not set. */
export type CheckResult = { readonly ok: true; readonly warnings: readonly ConfigProblem[] } | Refused;

export type PushResult =
  | {
      readonly ok: true;
      readonly version: number;
      /** False when the newest version has the same text; `version` is then that version. */
      readonly created: boolean;
      /** What is unlikely to be meant, and each secret that the configuration names and the tenant has not set. */
      readonly warnings: readonly ConfigProblem[];
    }
  | Refused;

export type VersionActivation = { readonly ok: true; readonly version: number } | Refused;

/** A tenant's configurations: immutable versions of a text, and a pointer to the version for new conversations. */
export interface ConfigVersions
  extends Pick<VersionStore, "get" | "list" | "names" | "parsed">,
    RolloutVersions,
    ExperimentVersions {
  /** Finds a text's problems and the warnings that a push would give. Stores nothing; any `client_id` is accepted. */
  check(tenantId: TenantId, yaml: string): Promise<CheckResult>;
  /**
   * Validates and stores a text. Nothing is stored when the file is invalid or holds another tenant's `client_id`. A
   * push that activates also stores nothing when the file holds another tenant's number.
   */
  push(
    tenantId: TenantId,
    name: string,
    yaml: string,
    options: { readonly by: string; readonly activate: boolean; readonly authors?: readonly string[] },
  ): Promise<PushResult>;
  /**
   * Finds a configuration by name or `config_id`; without either, the tenant's default. At most a second old. During a
   * rollout the customer's id chooses the version; without one it is the active version.
   */
  active(tenantId: TenantId, nameOrConfigId?: string | null, customerId?: string): Promise<SessionConfig | undefined>;
  /** Every active configuration of the tenant, with the history of activations. At most a second old. */
  pointers(tenantId: TenantId): Promise<ActiveConfigs | undefined>;
  /** @throws TerminalError `config-not-found` */
  diff(tenantId: TenantId, name: string, from: number, to: number): Promise<Difference>;
  /** @throws TerminalError `config-not-found` */
  activate(tenantId: TenantId, name: string, version: number, by: string): Promise<VersionActivation>;
  /** Takes a running rollout back, or activates the version that was active before. @throws TerminalError `nothing-to-roll-back` */
  rollback(tenantId: TenantId, name: string, by: string): Promise<VersionActivation>;
}

interface Dependencies {
  readonly documents: Documents;
  /** Without it, an activation reads none of the configuration's documents and sites. */
  readonly bus?: Pick<Bus, "publish">;
  /** Without it no warning names the secrets that are not set. */
  readonly hasSecret?: (tenantId: TenantId, name: string) => Promise<boolean>;
  /** Used for warnings. */
  readonly around?: Surroundings;
  /** Identifies the code that reads YAML (reader.ts). With it, parsed versions are stored too. */
  readonly reader?: string | undefined;
  now(): Date;
  readonly log: Logger;
}

export function configVersions({ documents, bus, hasSecret, around, reader, now, log }: Dependencies): ConfigVersions {
  const store = versionStore({ documents, reader, now, log });
  const cachedPointers = new LRUCache<string, { readonly active: ActiveConfigs | undefined }>({
    max: 10_000,
    ttl: staleAfterMs,
  });

  async function pointers(tenantId: TenantId): Promise<ActiveConfigs | undefined> {
    const cached = cachedPointers.get(tenantId);
    if (cached) return cached.active;
    const active = (await documents.get(platformScope, activeConfigs, tenantId))?.data;
    cachedPointers.set(tenantId, { active });
    return active;
  }

  /** Imported on demand, like all that only checks: a function that answers customers never loads it. */
  async function unusableIn({ config, explain }: LoadedConfig): Promise<readonly ConfigProblem[]> {
    const { unusableModels } = await import("../checks/model-checks.ts");
    return unusableModels(config, now()).map(explain);
  }

  /** Writes what the version needs before customers get it. @returns what stands against it */
  async function prepare(
    loaded: LoadedConfig,
    of: { readonly tenantId: TenantId; readonly name: string; readonly version: number; readonly by: string },
  ): Promise<Refused | undefined> {
    const unusable = await unusableIn(loaded);
    if (unusable.length > 0) return { ok: false, problems: unusable };
    // Rows are written before the activation: unused rows are harmless, and a retry repairs a crash in between.
    await prepareRows(documents, of.tenantId, loaded.config.tables);
    // Published before the activation: their step waits for it, so that a crash in between loses no source.
    const { config } = loaded;
    const begun = [...sourceEvents({ ...of, config, at: now() }), ...slaEvents({ ...of, config, at: now() })];
    if (begun.length > 0) await bus?.publish(begun);
    return undefined;
  }

  async function activateLoaded(
    loaded: LoadedConfig,
    { tenantId, name, ...how }: { readonly tenantId: TenantId; readonly name: string } & Omit<Activation, "at">,
  ): Promise<VersionActivation> {
    const refused = await prepare(loaded, { tenantId, name, ...how });
    if (refused) return refused;
    const activation = { ...how, at: now().toISOString() };
    const result = await activate(documents, { tenantId, name, config: loaded.config, activation });
    if (!result.ok)
      return { ok: false, problems: result.conflicts.map((conflict) => belongsToAnother(loaded, conflict)) };
    cachedPointers.set(tenantId, { active: result.active });
    forgetChosenEvents(documents, tenantId);
    log.info({ tenantId, configName: name, version: how.version, type: how.type }, "configuration activated");
    return { ok: true, version: how.version };
  }

  const changes = {
    documents,
    async prepare(
      tenantId: TenantId,
      name: string,
      { version, by }: { readonly version: number; readonly by: string },
    ) {
      const loaded = await store.load(tenantId, name, version);
      const problems = await problemsOf(tenantId, loaded, true);
      return problems.length > 0 ? refused(problems) : prepare(loaded, { tenantId, name, version, by });
    },
    remember: (tenantId: TenantId, active: ActiveConfigs | undefined) => void cachedPointers.set(tenantId, { active }),
  };
  const experiments = experimentVersions(changes);
  const rollouts = rolloutVersions({
    ...changes,
    read: async (tenantId) => (await documents.get(platformScope, activeConfigs, tenantId))?.data,
  });

  /** Includes the problems of an activation, so that a push is refused before anything is stored. */
  async function problemsOf(
    tenantId: TenantId,
    loaded: LoadedConfig,
    toActivate: boolean,
  ): Promise<readonly ConfigProblem[]> {
    if (loaded.config.client_id !== tenantId) return [wrongClient(loaded, tenantId)];
    if (!toActivate) return [];
    const conflicts = await routeConflicts(documents, tenantId, loaded.config);
    return [...(await unusableIn(loaded)), ...conflicts.map((conflict) => belongsToAnother(loaded, conflict))];
  }

  async function warningsOf(tenantId: TenantId, loaded: LoadedConfig): Promise<readonly ConfigProblem[]> {
    const secrets = hasSecret ? await checkSecrets(loaded, (secret) => hasSecret(tenantId, secret)) : [];
    return [...loaded.warnings(now(), around), ...secrets];
  }

  return {
    async check(tenantId, yaml) {
      const { loadTenantConfig } = await import("../load-tenant-config.ts");
      const loaded = loadTenantConfig({ file: "body", text: yaml });
      return loaded.ok ? { ok: true, warnings: await warningsOf(tenantId, loaded) } : loaded;
    },

    ...rollouts,
    ...experiments,
    get: store.get,
    list: store.list,
    names: store.names,
    parsed: store.parsed,
    pointers,
    async activate(tenantId, name, version, by) {
      return activateLoaded(await store.load(tenantId, name, version), {
        tenantId,
        name,
        version,
        by,
        type: "activate",
      });
    },

    async push(tenantId, name, yaml, options) {
      const file = fileName(tenantId, ConfigName.parse(name));
      const { loadTenantConfig } = await import("../load-tenant-config.ts");
      const loaded = loadTenantConfig({ file, text: yaml });
      if (!loaded.ok) return loaded;
      const problems = await problemsOf(tenantId, loaded, options.activate);
      if (problems.length > 0) return { ok: false, problems };
      const { version, created } = await store.add({ tenantId, name, loaded, ...options });
      if (options.activate) {
        const activation = await activateLoaded(loaded, { tenantId, name, version, by: options.by, type: "activate" });
        if (!activation.ok) return activation;
      }
      return { ok: true, version, created, warnings: await warningsOf(tenantId, loaded) };
    },

    async active(tenantId, nameOrConfigId, customerId) {
      const known = await pointers(tenantId);
      if (known === undefined) return undefined;
      const wanted = nameOrConfigId ?? known.defaultName;
      const name = Object.hasOwn(known.byName, wanted)
        ? wanted
        : Object.keys(known.byName).find((each) => known.byName[each]?.configId === wanted);
      const found = name === undefined ? undefined : known.byName[name];
      if (name === undefined || found === undefined) return undefined;
      return { name, ...chooseArm(found, chooseVersion(found, customerId), customerId) };
    },

    async diff(tenantId, name, from, to) {
      const [before, after] = await Promise.all([
        store.getOrThrow(tenantId, name, from),
        store.getOrThrow(tenantId, name, to),
      ]);
      // Imported on demand: only a comparison needs it, and a function that answers customers never loads it.
      const { difference } = await import("./difference.ts");
      const label = (version: number) => `${fileName(tenantId, name)} version ${version}`;
      return difference({ label: label(from), yaml: before.yaml }, { label: label(to), yaml: after.yaml });
    },

    async rollback(tenantId, name, by) {
      const stored = await documents.get(platformScope, activeConfigs, tenantId);
      const current = stored?.data.byName[name];
      if (current?.rollout) {
        const { id } = current.rollout;
        const reason = "It was taken back with the configuration.";
        await rollouts.withdrawRollout(tenantId, name, {
          id,
          outcome: "rolled-back",
          reason,
          by,
          at: now().toISOString(),
        });
        return { ok: true, version: current.version };
      }
      const previous = current?.previous.at(-1);
      if (previous === undefined)
        throw new TerminalError(
          "nothing-to-roll-back",
          `${tenantId}'s configuration ${name} has no earlier active version.`,
        );
      const loaded = await store.load(tenantId, name, previous);
      return activateLoaded(loaded, { tenantId, name, version: previous, by, type: "rollback" });
    },
  };
}

function refused(problems: readonly ConfigProblem[]): Refused {
  return { ok: false, problems };
}

function wrongClient(loaded: LoadedConfig, tenantId: TenantId): ConfigProblem {
  return problemAt(loaded, ["automation_config", "client_id"], {
    code: "wrong-client",
    message: `\`automation_config.client_id\` is \`${loaded.config.client_id}\`, but the configuration is for \`${tenantId}\`.`,
    remedy: "Correct it, or push to the other client.",
  });
}

function belongsToAnother(loaded: LoadedConfig, { path, address }: RouteConflict): ConfigProblem {
  return problemAt(loaded, path, {
    code: "address-taken",
    message: `\`${formatPath(path)}\` is \`${address}\`, which belongs to another client.`,
    remedy: "Use a number or account of this client, or remove it from the other client first.",
  });
}

function problemAt(
  loaded: LoadedConfig,
  path: Path,
  rest: Pick<ConfigProblem, "code" | "message" | "remedy">,
): ConfigProblem {
  return { file: loaded.file, ...loaded.positionOf(path), path: formatPath(path), ...rest };
}
