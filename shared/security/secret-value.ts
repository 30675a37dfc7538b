import type { Keys } from "../platform/keys.ts";
import type { TenantId } from "../platform/tenant.ts";
import { TerminalError } from "../runtime/errors.ts";

/** The name of the secret that a value of the configuration stands for (`${NAME}`); undefined where it is itself. */
export function secretNameIn(value: string): string | undefined {
  return /^\$\{([A-Z][A-Z0-9_]*)\}$/.exec(value)?.[1];
}

/**
 * What a value of the configuration stands for: itself, or the tenant's secret that `${NAME}` names, read now.
 * @throws TerminalError `secret-missing`, naming the secret and `place`.
 */
export async function secretValue(keys: Keys, tenantId: TenantId, value: string, place: string): Promise<string> {
  const name = secretNameIn(value);
  if (name === undefined) return value;
  const secret = await keys.secret(tenantId, name);
  if (secret === undefined)
    throw new TerminalError("secret-missing", `The secret ${name}, which ${place} of ${tenantId} names, is not set.`);
  return secret;
}
