import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { IANAZone } from "luxon";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import type { Scenario } from "./scenario.ts";

export interface TenantText {
  /** What people call the file. */
  readonly file: string;
  readonly yaml: string;
  readonly tenantId: TenantId;
  /** UTC where the file names none, or none that exists. */
  readonly timeZone: string;
}

const Head = z.object({ automation_config: z.looseObject({ client_id: TenantId, timezone: z.string().optional() }) });

/** The YAML of a scenario's tenant, with the scenario's own changes to `automation_config`. @throws Error when there is no such file. */
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
    yaml: stringify({ automation_config: patched(automation_config, config) }),
  };
}

interface TenantFile extends z.infer<typeof Head> {
  /** From the project's folder. */
  readonly named: string;
  readonly text: string;
}

/** A hundred scenarios play with two tenants: each file is read once. */
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
    throw new Error(`There is no tenant file ${named}: correct \`tenant\` or \`tenant_file\`.`, { cause });
  });
  const written = Head.safeParse(parse(text));
  if (!written.success)
    throw new Error(`${named} is no tenant's file: \`npm run cli -- config validate ${named}\` says what is wrong.`);
  return { ...written.data, named, text };
}

function zoneOf(name: string | undefined): string {
  return name !== undefined && IANAZone.isValidZone(name) ? name : "UTC";
}

/** Sections are merged, null takes a key out, and everything else, lists included, is put in place of what was there. */
export function patched(before: unknown, patch: unknown): unknown {
  if (!isSection(patch)) return patch;
  const kept = isSection(before) ? before : {};
  const changed = Object.entries(patch).map(([key, value]) => [key, patched(kept[key], value)] as const);
  const merged = { ...kept, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
