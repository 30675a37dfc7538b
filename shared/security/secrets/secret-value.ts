import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";

/** The name of the secret in a configuration value of the form `${NAME}`; undefined for a literal value. */
export function secretNameIn(value: string): string | undefined {
  return /^\$\{([A-Z][A-Z0-9_]*)\}$/.exec(value)?.[1];
}

/**
 * A configuration value, resolved: a literal as it is, or the tenant's secret that `${NAME}` names, read now.
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
