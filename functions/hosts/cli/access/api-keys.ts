import { apiKeys } from "../../../../shared/security/tokens/api-keys.ts";
import type { Role } from "../../../../shared/security/tokens/identity.ts";
import { collect, tenantOf, whoami, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ClientOptions, DataOptions, ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

type KeyOptions = ClientOptions & DataOptions;

const now = () => new Date();

export async function createKey(
  options: KeyOptions & { readonly name: string; readonly role?: readonly Role[] },
): Promise<void> {
  const { key, apiKey } = await withPlatform(options, ({ documents }) =>
    apiKeys({ documents, now }).create({
      tenantId: tenantOf(options.client),
      name: options.name,
      roles: options.role ?? ["service"],
      createdBy: whoami(),
    }),
  );
  print(key);
  note(`Store it now: it is shown only once. Id: ${apiKey.id}. Roles: ${apiKey.roles.join(", ")}.`);
}

export async function listKeys(options: KeyOptions & ListOptions): Promise<void> {
  const { items, more } = await withPlatform(options, ({ documents }) =>
    collect(options.limit, (paging) => apiKeys({ documents, now }).list(tenantOf(options.client), paging)),
  );
  if (options.json) return printJson(items);
  if (items.length === 0) return print(`${options.client} has no API keys.`);
  printTable(
    ["id", "name", "roles", "created", "by", "revoked"],
    items.map(({ id, name, roles, createdAt, createdBy, revokedAt }) => [
      id,
      name,
      roles.join(", "),
      localTime(createdAt),
      createdBy,
      revokedAt === null ? "" : localTime(revokedAt),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function revokeKey(options: KeyOptions & { readonly id: string }): Promise<void> {
  const revoked = await withPlatform(options, ({ documents }) =>
    apiKeys({ documents, now }).revoke(tenantOf(options.client), options.id),
  );
  if (revoked === undefined)
    throw new Failure(
      `${options.client} has no API key ${options.id}. See \`api-key list --client ${options.client}\`.`,
    );
  print(`Revoked ${revoked.id} (${revoked.name}). A running server rejects it within 30 seconds.`);
}
