import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { projectRoot } from "../../shared/project-root.ts";
import type { Scenario } from "./scenario.ts";

export interface TenantText {
  /** What people call the file. */
  readonly file: string;
  readonly yaml: string;
}

/** The YAML of a scenario's tenant, with the scenario's own changes to `automation_config`. @throws Error when there is no such file. */
export async function tenantText({ file, tenant, tenant_file, config }: Scenario): Promise<TenantText> {
  const path =
    tenant_file === undefined
      ? join(projectRoot, "config", "tenants", `${tenant}.yaml`)
      : resolve(dirname(file), tenant_file);
  const named = relative(projectRoot, path);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`There is no tenant file ${named}: correct \`tenant\` or \`tenant_file\`.`, { cause });
  });
  if (Object.keys(config).length === 0) return { file: named, yaml: text };
  const written = parse(text);
  return {
    file: `${named} with the scenario's \`config\``,
    yaml: stringify({ ...written, automation_config: patched(written.automation_config, config) }),
  };
}

/** Sections are merged, null takes a key out, and everything else, lists included, is put in place of what was there. */
export function patched(before: unknown, patch: unknown): unknown {
  if (!isSection(patch)) return patch;
  const kept = isSection(before) ? before : {};
  const changed = Object.entries(patch).map(([key, value]) => [key, patched(kept[key], value)] as const);
  return Object.fromEntries([...Object.entries(kept), ...changed].filter(([, value]) => value !== null));
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
