import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { formatProblems, type Problem } from "../../../shared/config/index.ts";
import type { ConfigVersion } from "../../../shared/config/versions/version-documents.ts";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../shared/project-root.ts";

export interface LoadedTenants {
  readonly tenants: readonly LoadedTenant[];
  /** Of the files that were not loaded. An older version of such a tenant stays active. */
  readonly problems: readonly Problem[];
}

export interface LoadedTenant {
  readonly id: TenantId;
  readonly name: string;
  readonly agentName: string;
}

/** The folder of the files; also the author of the versions pushed here. */
const loader = "config/tenants";
/** The configuration name for the files. */
const configName = "default";

/**
 * Pushes and activates `config/tenants/*.yaml`. A file that is unchanged since the last load changes nothing, so that an
 * operator's later activation stays. Each file is parsed once, which saves the first turn the time. A bad file keeps no
 * other tenant from its start.
 * @throws Error with every problem when no file can be loaded.
 */
export async function loadTenants(
  configs: ConfigVersions,
  folder = join(projectRoot, "config", "tenants"),
): Promise<LoadedTenants> {
  const tenants: LoadedTenant[] = [];
  const problems: Problem[] = [];
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  for (const name of names.sort()) {
    const id = tenantOf(name);
    if (id === undefined) {
      problems.push(misnamed(name));
      continue;
    }
    const text = readFileSync(join(folder, name), "utf8");
    const earlier = await lastLoaded(configs, id);
    const pushed =
      earlier?.yaml === text
        ? { ok: true as const, version: earlier.version }
        : await configs.push(id, configName, text, { by: loader, activate: true });
    if (!pushed.ok) {
      // The problems name the stored configuration, but the user knows the file.
      problems.push(...pushed.problems.map((problem) => ({ ...problem, file: join(loader, name) })));
      continue;
    }
    const { client_name, agent } = await configs.parsed(id, configName, pushed.version);
    tenants.push({ id, name: client_name, agentName: agent.agent_name ?? client_name });
  }
  if (tenants.length === 0 && problems.length > 0) throw new Error(formatProblems(problems));
  return { tenants, problems };
}

/** The tenant's id, which is the file's name. Undefined when no client can have that id. */
function tenantOf(name: string): TenantId | undefined {
  return TenantId.safeParse(basename(name, extname(name))).data;
}

function misnamed(name: string): Problem {
  return {
    file: join(loader, name),
    line: 1,
    column: 1,
    path: "",
    code: "file-name",
    message: "The file's name is not a client's id.",
    remedy: "Name it after its client: client_id.yaml, with a-z, 0-9, _ and -.",
  };
}

async function lastLoaded(configs: ConfigVersions, tenantId: TenantId): Promise<ConfigVersion | undefined> {
  let cursor: string | undefined;
  do {
    const page = await configs.list(tenantId, configName, { limit: 50, cursor });
    const found = page.items.find((version) => version.createdBy === loader);
    if (found) return configs.get(tenantId, configName, found.version);
    cursor = page.nextCursor;
  } while (cursor);
  return undefined;
}
