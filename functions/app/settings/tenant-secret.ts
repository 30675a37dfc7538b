import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";

/** The value of a tenant's `${NAME}`. @throws TerminalError `secret-missing` naming it when it is not set. */
export async function tenantSecret(
  platform: Pick<Platform, "keys">,
  tenantId: TenantId,
  name: string,
): Promise<string> {
  const secret = await platform.keys.secret(tenantId, name);
  if (secret === undefined) throw new TerminalError("secret-missing", `The secret ${name} of ${tenantId} is not set.`);
  return secret;
}
