import type { ConfigVersions, VersionActivation } from "../../../../shared/config/versions.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { collect, tenantOf, whoami, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ClientOptions, DataOptions, ListOptions } from "../options.ts";
import { colourText, localTime, note, print, printJson, printTable } from "../output.ts";
import { nameOrDefault, openVersions } from "./open-versions.ts";
import { showProblems } from "./show-problems.ts";

interface ConfigOptions extends ClientOptions, DataOptions {
  readonly name?: string;
}

interface ChosenConfig {
  readonly versions: ConfigVersions;
  readonly tenantId: TenantId;
  readonly name: string;
}

async function withChosen<T>(which: ConfigOptions, work: (chosen: ChosenConfig) => Promise<T>): Promise<T> {
  return withPlatform(which, async (platform) => {
    const versions = openVersions(platform);
    const tenantId = tenantOf(which.client);
    return work({ versions, tenantId, name: await nameOrDefault(versions, tenantId, which.name) });
  });
}

export async function listVersions(options: ConfigOptions & ListOptions): Promise<void> {
  await withChosen(options, async ({ versions, tenantId, name }) => {
    const { items, more } = await collect(options.limit, (paging) => versions.list(tenantId, name, paging));
    const active = await versions.active(tenantId, name);
    const isActive = (version: number) => active?.name === name && active.version === version;
    if (options.json) return printJson(items.map((item) => ({ ...item, active: isActive(item.version) })));
    if (items.length === 0) throw noVersions(tenantId, name);
    printTable(
      ["version", "", "config_id", "stored", "by"],
      items.map(({ version, configId, createdAt, createdBy }) => [
        `${name} ${version}`,
        isActive(version) ? "active" : "",
        configId,
        localTime(createdAt),
        createdBy,
      ]),
    );
    if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
  });
}

/** Prints a patch; with --json also the semantic changes. Defaults to the active and the newest version. */
export async function showDifference(
  options: ConfigOptions & { readonly from?: number; readonly to?: number; readonly json?: boolean },
): Promise<void> {
  await withChosen(options, async ({ versions, tenantId, name }) => {
    const newest = (await versions.list(tenantId, name, { limit: 1 })).items[0]?.version;
    if (newest === undefined) throw noVersions(tenantId, name);
    const from = options.from ?? (await versions.active(tenantId, name))?.version ?? newest;
    const to = options.to ?? newest;
    const { patch, changes } = await versions.diff(tenantId, name, from, to);
    if (options.json) return printJson({ name, from, to, patch, changes });
    if (patch === "") return print(`${name} ${from} and ${name} ${to} are the same.`);
    // The line above a patch separates files; here is only one.
    const lines = patch
      .trimEnd()
      .split("\n")
      .filter((line) => !/^={3,}$/.test(line));
    print(lines.map(colouredLine).join("\n"));
  });
}

export async function activateVersion(options: ConfigOptions & { readonly version: number }): Promise<void> {
  await withChosen(options, async ({ versions, tenantId, name }) => {
    const activated = await versions.activate(tenantId, name, options.version, whoami());
    print(`${tenantId}/${name} version ${requireActivated(activated)} is active for new conversations.`);
  });
}

export async function rollBack(options: ConfigOptions): Promise<void> {
  await withChosen(options, async ({ versions, tenantId, name }) => {
    const activated = await versions.rollback(tenantId, name, whoami());
    print(
      `Rolled back to ${tenantId}/${name} version ${requireActivated(activated)}. It is active for new conversations.`,
    );
  });
}

function requireActivated(activated: VersionActivation): number {
  if (activated.ok) return activated.version;
  showProblems(activated.problems, process.stderr);
  throw new Failure("Nothing was changed.");
}

function noVersions(tenantId: TenantId, name: string): Failure {
  return new Failure(`${tenantId} has no configuration "${name}". Store one with \`config push FILE --activate\`.`);
}

function colouredLine(line: string): string {
  if (/^(---|\+\+\+)/.test(line)) return colourText("bold", line);
  if (line.startsWith("@@")) return colourText("cyan", line);
  if (line.startsWith("+")) return colourText("green", line);
  if (line.startsWith("-")) return colourText("red", line);
  return line;
}
