import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { type Environment, environmentSecret, readEnvironment } from "../../../shared/environment.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { Failure } from "./failure.ts";
import type { DataOptions } from "./options.ts";

/** The environment, with `--data-dir` before `DATA_DIR`. */
export function cliEnvironment({ dataDir }: DataOptions): Environment {
  const environment = readEnvironment();
  return dataDir === undefined ? environment : { ...environment, DATA_DIR: dataDir };
}

/**
 * Opens the platform for one piece of work, beside a server that may be running on the same data, and closes it.
 * @throws Failure when there is no data yet and `create` does not say to begin some.
 */
export async function withPlatform<T>(
  options: DataOptions & { readonly create?: boolean },
  work: (platform: Platform, environment: Environment) => Promise<T>,
): Promise<T> {
  const environment = cliEnvironment(options);
  if (!options.create && environment.PLATFORM !== "gcp") mustHaveData(environment.DATA_DIR);
  const { openPlatform } = await import("../../../shared/platform/open.ts");
  const platform = await openPlatform(environment, { secrets: environmentSecret });
  try {
    return await work(platform, environment);
  } finally {
    await platform.close(1000);
  }
}

function mustHaveData(dataDir: string): void {
  if (existsSync(dataDir)) return;
  throw new Failure(
    `There is no data in ${resolve(dataDir)}. Start the product once with \`npm start\`, or name its folder with --data-dir.`,
  );
}

export function tenantOf(client: string): TenantId {
  return TenantId.parse(client);
}

/** Who did it, for the record: the person at this machine. */
export function whoami(): string {
  return `cli:${userInfo().username}`;
}

/** Follows pages until there are no more, or `limit` items. */
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
