import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { type Environment, environmentSecret, readEnvironment } from "../../../shared/environment.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { Failure } from "./failure.ts";
import type { DataOptions } from "./options.ts";

/** The environment. `--data-dir` takes precedence over `DATA_DIR`. */
export function cliEnvironment({ dataDir }: DataOptions): Environment {
  const environment = readEnvironment();
  return dataDir === undefined ? environment : { ...environment, DATA_DIR: dataDir };
}

/**
 * Runs `work` on the platform. A server may run on the same data at the same time.
 * @throws Failure if there is no data yet and `create` is not set.
 */
export async function withPlatform<T>(
  options: DataOptions & { readonly create?: boolean },
  work: (platform: Platform, environment: Environment) => Promise<T>,
): Promise<T> {
  const environment = cliEnvironment(options);
  if (!options.create && environment.PLATFORM !== "gcp") requireData(environment.DATA_DIR);
  const { openPlatform } = await import("../../../shared/platform/open.ts");
  const platform = await openPlatform(environment, { secrets: environmentSecret });
  try {
    return await work(platform, environment);
  } finally {
    await platform.close(1000);
  }
}

function requireData(dataDir: string): void {
  if (existsSync(dataDir)) return;
  throw new Failure(
    `There is no data in ${resolve(dataDir)}. Start the product once with \`npm start\`, or pass its folder with --data-dir.`,
  );
}

export function tenantOf(client: string): TenantId {
  return TenantId.parse(client);
}

/** The actor for the audit log: the user of this machine. */
export function whoami(): string {
  return `cli:${userInfo().username}`;
}

/** Reads pages until the last one, or until `limit` items. */
export async function collect<T>(
  limit: number,
  page: (paging: {
    readonly limit: number;
    readonly cursor?: string | undefined;
  }) => Promise<{ readonly items: readonly T[]; readonly nextCursor?: string | null | undefined }>,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (;;) {
    const found = await page({ limit: Math.min(200, limit - items.length), cursor });
    items.push(...found.items);
    cursor = found.nextCursor ?? undefined;
    if (cursor === undefined || items.length >= limit) return { items, more: cursor !== undefined };
  }
}
