import { LRUCache } from "lru-cache";
import { cacheBytes } from "../../platform/caching/cache-memory.ts";
import { absent, type Documents, type Page, put } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { retryConflicts } from "../../platform/version-conflicts.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { Logger } from "../../telemetry/log.ts";
import type { LoadedConfig } from "../reading/load.ts";
import { parsedForms } from "../reading/parsed-forms.ts";
import { formatProblems } from "../reading/problem.ts";
import type { TenantConfig } from "../schema.ts";
import { type ConfigVersion, configVersionDocuments, versionId } from "./version-documents.ts";

type ConfigVersionSummary = Omit<ConfigVersion, "yaml">;

export interface VersionStore {
  get(tenantId: TenantId, name: string, version: number): Promise<ConfigVersion | undefined>;
  /** @throws TerminalError `config-not-found` */
  getOrThrow(tenantId: TenantId, name: string, version: number): Promise<ConfigVersion>;
  /** Newest first. */
  list(
    tenantId: TenantId,
    name: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<ConfigVersionSummary>>;
  /** The names of all configurations with a stored version, in their order. One read each. */
  names(tenantId: TenantId): Promise<readonly string[]>;
  /** Adds a version, unless the newest has the same text. */
  add(entry: {
    readonly tenantId: TenantId;
    readonly name: string;
    readonly loaded: LoadedConfig;
    readonly by: string;
    /** Who else wrote it. */
    readonly authors?: readonly string[] | undefined;
  }): Promise<{ readonly version: number; readonly created: boolean }>;
  /** @throws TerminalError `config-not-found`, `config-invalid` */
  load(tenantId: TenantId, name: string, version: number): Promise<LoadedConfig>;
  /** Cached: later calls cost no read. @throws TerminalError `config-not-found`, `config-invalid` */
  parsed(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/**
 * The share of the heap for configurations. One takes 1.7 times its JSON text, and about as much again for the tools and
 * knowledge that are made of it (measured with the example tenant: 29 kB, 50 kB on the heap).
 */
const configsShare = 0.25;
const heapPerCharacter = 4;

/** The file name that problems show for a pushed configuration. */
export function fileName(tenantId: TenantId, name: string): string {
  return `${tenantId}/${name}.yaml`;
}

export function versionStore({
  documents,
  reader,
  now,
  log,
}: {
  readonly documents: Documents;
  readonly reader: string | undefined;
  now(): Date;
  readonly log: Logger;
}): VersionStore {
  const forms = parsedForms({ documents, reader, now });
  const configs = new LRUCache<string, TenantConfig>({
    maxSize: cacheBytes(configsShare),
    sizeCalculation: (config) => heapPerCharacter * JSON.stringify(config).length,
  });
  const keyOf = (tenantId: TenantId, name: string, version: number) => `${tenantId}/${versionId(name, version)}`;

  const get: VersionStore["get"] = async (tenantId, name, version) =>
    (await documents.get(tenantId, configVersionDocuments, versionId(name, version)))?.data;

  const newestFirst = (
    tenantId: TenantId,
    name: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) =>
    documents.query(tenantId, configVersionDocuments, {
      where: [["name", "==", name]],
      orderBy: { field: "version", direction: "desc" },
      ...page,
    });

  const existing: VersionStore["getOrThrow"] = async (tenantId, name, version) => {
    const stored = await get(tenantId, name, version);
    if (stored !== undefined) return stored;
    throw new TerminalError("config-not-found", `${tenantId} has no version ${version} of the configuration ${name}.`);
  };

  const load: VersionStore["load"] = async (tenantId, name, version) => {
    const { yaml } = await existing(tenantId, name, version);
    // This import loads the YAML parser and the tenant schema, which a process that answers customers seldom needs.
    const { loadTenantConfig } = await import("../load-tenant-config.ts");
    const loaded = loadTenantConfig({ file: fileName(tenantId, name), text: yaml, stored: true });
    if (loaded.ok) return loaded;
    throw new TerminalError(
      "config-invalid",
      `Version ${version} of ${tenantId}'s configuration ${name} is no longer valid. Correct it and push it again.\n${formatProblems(loaded.problems)}`,
    );
  };

  /** Parses the text and stores the result for other processes. */
  async function read(tenantId: TenantId, name: string, version: number): Promise<TenantConfig> {
    const { config } = await load(tenantId, name, version);
    const writes = forms.writes(versionId(name, version), config);
    if (writes.length > 0)
      await documents.commit(tenantId, writes).catch((error: unknown) => {
        log.warn(
          { tenantId, configName: name, version, err: error },
          "a configuration's parsed form could not be stored",
        );
      });
    return config;
  }

  return {
    get,
    getOrThrow: existing,
    load,

    async list(tenantId, name, page) {
      const { items, ...rest } = await newestFirst(tenantId, name, page);
      return { items: items.map(({ data: { yaml: _, ...summary } }) => summary), ...rest };
    },

    async names(tenantId) {
      const names: string[] = [];
      for (;;) {
        const last = names.at(-1);
        const page = await documents.query(tenantId, configVersionDocuments, {
          where: last === undefined ? [] : [["name", ">", last]],
          orderBy: { field: "name", direction: "asc" },
          limit: 1,
        });
        const next = page.items[0]?.data.name;
        if (next === undefined) return names;
        names.push(next);
      }
    },

    async add({ tenantId, name, loaded, by, authors = [] }) {
      // A concurrent push may have added a version, so each attempt reads the newest.
      return retryConflicts(async () => {
        const newest = (await newestFirst(tenantId, name, { limit: 1 })).items[0]?.data;
        if (newest?.yaml === loaded.yaml) {
          configs.set(keyOf(tenantId, name, newest.version), loaded.config);
          return { version: newest.version, created: false };
        }
        const version = (newest?.version ?? 0) + 1;
        const data: ConfigVersion = {
          name,
          version,
          configId: loaded.config.config_id,
          yaml: loaded.yaml,
          createdAt: now().toISOString(),
          createdBy: by,
          ...(authors.length === 0 ? {} : { authors: [...authors] }),
        };
        const id = versionId(name, version);
        const write = put(configVersionDocuments, id, data, { ifVersion: absent });
        await documents.commit(tenantId, [write, ...forms.writes(id, loaded.config)]);
        configs.set(keyOf(tenantId, name, version), loaded.config);
        return { version, created: true };
      });
    },

    async parsed(tenantId, name, version) {
      const key = keyOf(tenantId, name, version);
      const cached = configs.get(key);
      if (cached) return cached;
      const config = (await forms.find(tenantId, versionId(name, version))) ?? (await read(tenantId, name, version));
      configs.set(key, config);
      return config;
    },
  };
}
