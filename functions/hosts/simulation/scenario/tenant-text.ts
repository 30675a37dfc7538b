import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { IANAZone } from "luxon";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../../shared/project-root.ts";
import { isRecord } from "../../../../shared/schema/records.ts";
import type { Scenario } from "./scenario.ts";

export interface TenantText {
  /** The file's name for messages. */
  readonly file: string;
  readonly yaml: string;
  readonly tenantId: TenantId;
  /** UTC if the file has no valid time zone. */
  readonly timeZone: string;
}

const Head = z.object({ automation_config: z.looseObject({ client_id: TenantId, timezone: z.string().optional() }) });

/** The YAML of a scenario's tenant, with the scenario's changes to `automation_config`. @throws Error for a missing file. */
export async function tenantText({ file, tenant, tenant_file, config }: Scenario): Promise<TenantText> {
  const path =
    tenant_file === undefined
      ? join(projectRoot, "config", "tenants", `${tenant}.yaml`)
      : resolve(dirname(file), tenant_file);
  const { named, text, automation_config } = await tenantFile(path);
  const head = { tenantId: automation_config.client_id, timeZone: zoneOf(automation_config.timezone) };
  if (Object.keys(config).length === 0) return { ...head, file: named, yaml: text };
  return {
    ...head,
    file: `${named} with the scenario's \`config\``,
    yaml: stringify({ automation_config: applyPatch(automation_config, config) }),
  };
}

interface TenantFile extends z.infer<typeof Head> {
  /** Path relative to the project. */
  readonly named: string;
  readonly text: string;
}

/** Caches the files, because a hundred scenarios use two tenants. */
const tenantFiles = new Map<string, Promise<TenantFile>>();

function tenantFile(path: string): Promise<TenantFile> {
  const known = tenantFiles.get(path);
  if (known) return known;
  const read = readTenantFile(path);
  tenantFiles.set(path, read);
  return read;
}

async function readTenantFile(path: string): Promise<TenantFile> {
  const named = relative(projectRoot, path);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`There is no tenant file ${named}. Correct \`tenant\` or \`tenant_file\`.`, { cause });
  });
  const written = Head.safeParse(parse(text));
  if (!written.success)
    throw new Error(
      `${named} is not a valid tenant file. Run \`npm run cli -- config validate ${named}\` for details.`,
    );
  return { ...written.data, named, text };
}

function zoneOf(name: string | undefined): string {
  return name !== undefined && IANAZone.isValidZone(name) ? name : "UTC";
}

/** Merges sections. Null removes a key. Every other value, including a list, replaces the existing one. */
export function applyPatch(before: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const kept = isRecord(before) ? before : {};
  const changed = Object.entries(patch).map(([key, value]) => [key, applyPatch(kept[key], value)] as const);
  const merged = { ...kept, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
