import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { formatProblems, loadTenantConfig, type Problem } from "../../shared/config/index.ts";
import type { ConfigVersions } from "../../shared/config/versions.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { projectRoot } from "../../shared/project-root.ts";

export interface LoadedTenant {
  readonly id: TenantId;
  readonly name: string;
  readonly agentName: string;
}

/** Who pushed a version, when this did. */
const loader = "config/tenants";
/** The configuration that the files are. */
const configName = "default";

/**
 * Pushes and activates `config/tenants/*.yaml`. A file that has not changed since it was last loaded changes nothing,
 * so that what an operator activated since then stays active.
 * @throws Error with every problem of every file.
 */
export async function loadTenants(
  configs: ConfigVersions,
  folder = join(projectRoot, "config", "tenants"),
): Promise<readonly LoadedTenant[]> {
  const tenants: LoadedTenant[] = [];
  const problems: Problem[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()) {
    const text = readFileSync(join(folder, file), "utf8");
    const loaded = loadTenantConfig({ file: join("config/tenants", file), text });
    if (!loaded.ok) {
      problems.push(...loaded.problems);
      continue;
    }
    const id = TenantId.parse(loaded.config.client_id);
    if (`${id}.yaml` !== basename(file).replace(/\.yml$/, ".yaml"))
      throw new Error(`config/tenants/${file} configures ${id}: call it ${id}.yaml.`);
    if ((await lastLoaded(configs, id)) !== text) {
      const pushed = await configs.push(id, configName, text, { by: loader, activate: true });
      if (!pushed.ok) problems.push(...pushed.problems);
    }
    tenants.push({
      id,
      name: loaded.config.client_name,
      agentName: loaded.config.agent.agent_name ?? loaded.config.client_name,
    });
  }
  if (problems.length > 0) throw new Error(formatProblems(problems));
  return tenants;
}

async function lastLoaded(configs: ConfigVersions, tenantId: TenantId): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const page = await configs.list(tenantId, configName, { limit: 50, cursor });
    const found = page.items.find((version) => version.createdBy === loader);
    if (found) return (await configs.get(tenantId, configName, found.version))?.yaml;
    cursor = page.nextCursor;
  } while (cursor);
  return undefined;
}
