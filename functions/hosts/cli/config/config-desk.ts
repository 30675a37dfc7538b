import type { z } from "zod";
import type { ConfigProblem } from "../../../../shared/config/reading/problem.ts";
import type { Difference } from "../../../../shared/config/versions/difference.ts";
import { pageOf } from "../../../../shared/http/paging.ts";
import { requestPathOf } from "../../../../shared/http/typed-call.ts";
import {
  ActiveVersion,
  ConfigDifference,
  ConfigVersionView,
  PushedConfig,
} from "../../../endpoints/api/configs/configs.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { tenantOf, whoami, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import { nameOrDefault, openVersions } from "./open-versions.ts";
import { requireSecondPersonHere } from "./second-person.ts";
import { showProblems } from "./show-problems.ts";

export type StoredVersion = z.infer<typeof ConfigVersionView>;

export interface Pushed {
  readonly version: number;
  readonly created: boolean;
  readonly warnings: readonly Pick<ConfigProblem, "line" | "column" | "path" | "code" | "message" | "remedy">[];
}

/** One configuration of a client: on this machine's data, or on a product elsewhere. Each call throws a Failure. */
export interface ConfigDesk {
  readonly client: string;
  readonly name: string;
  push(yaml: string, activate: boolean): Promise<Pushed>;
  list(paging: {
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Promise<{ readonly items: readonly StoredVersion[]; readonly nextCursor?: string | null | undefined }>;
  /** The version's text. */
  text(version: number): Promise<string>;
  diff(from: number, to: number): Promise<Pick<Difference, "patch" | "changes">>;
  activate(version: number): Promise<number>;
  rollback(): Promise<number>;
}

/** Opens the data folder, or with `--url` the API of the product there. */
export async function withDesk<T>(
  options: ServerOptions & { readonly name?: string; readonly create?: boolean },
  work: (desk: ConfigDesk) => Promise<T>,
): Promise<T> {
  if (options.url === undefined && options.token === undefined) return withLocalDesk(options, work);
  return work(remoteDesk(await connect(options, "admin"), options.client, options.name ?? "default"));
}

async function withLocalDesk<T>(
  options: ServerOptions & { readonly name?: string; readonly create?: boolean },
  work: (desk: ConfigDesk) => Promise<T>,
): Promise<T> {
  return withPlatform(options, async (platform) => {
    const versions = openVersions(platform);
    const tenantId = tenantOf(options.client);
    const name = await nameOrDefault(versions, tenantId, options.name);
    const by = whoami();
    const second = (version: number | undefined) =>
      requireSecondPersonHere({ configs: versions, documents: platform.documents }, tenantId, { name, version, by });
    return work({
      client: tenantId,
      name,
      async push(yaml, activate) {
        if (activate) await second(undefined);
        const pushed = await versions.push(tenantId, name, yaml, { by, activate });
        return pushed.ok ? pushed : refused(pushed.problems, "Nothing was stored");
      },
      async list(paging) {
        const { items, nextCursor } = await versions.list(tenantId, name, paging);
        const active = (await versions.pointers(tenantId))?.byName[name]?.version;
        const view = items.map(({ version, configId: config_id, createdAt: created_at, createdBy: created_by }) => ({
          version,
          config_id,
          created_at,
          created_by,
          active: version === active,
        }));
        return { items: view, nextCursor };
      },
      async text(version) {
        const stored = await versions.get(tenantId, name, version);
        if (!stored) throw new Failure(`${tenantId} has no version ${version} of the configuration ${name}.`);
        return stored.yaml;
      },
      diff: (from, to) => versions.diff(tenantId, name, from, to),
      async activate(version) {
        await second(version);
        const activated = await versions.activate(tenantId, name, version, by);
        return activated.ok ? activated.version : refused(activated.problems, "Nothing was changed");
      },
      async rollback() {
        const activated = await versions.rollback(tenantId, name, by);
        return activated.ok ? activated.version : refused(activated.problems, "Nothing was changed");
      },
    });
  });
}

function remoteDesk(api: ApiClient, client: string, name: string): ConfigDesk {
  const params = { client, name };
  const path = (template: string) => requestPathOf(template, { params });
  const base = "/v1/configs/:client/:name";
  return {
    ...params,
    push: (yaml, activate) => api.send("PUT", path(base), { yaml, activate }, PushedConfig),
    async list(query) {
      const page = await api.get(`${base}/versions`, { params, query, reply: pageOf(ConfigVersionView) });
      return { items: page.items, nextCursor: page.next_cursor };
    },
    async text(version) {
      const which = { ...params, version: String(version) };
      const reply = ConfigVersionView.extend({ yaml: ConfigDifference.shape.patch });
      return (await api.get(`${base}/versions/:version`, { params: which, reply })).yaml;
    },
    diff: (from, to) => api.get(`${base}/diff`, { params, query: { from, to }, reply: ConfigDifference }),
    activate: async (version) => (await api.send("POST", path(`${base}/activate`), { version }, ActiveVersion)).version,
    rollback: async () => (await api.send("POST", path(`${base}/rollback`), {}, ActiveVersion)).version,
  };
}

function refused(problems: readonly ConfigProblem[], what: string): never {
  showProblems(problems, process.stderr);
  throw new Failure(`${what}: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`);
}
