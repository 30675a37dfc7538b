import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";

/** A tenant's secret, or the agency's own. Undefined when neither is set. */
export type FindSecret = (tenantId: TenantId, name: string) => Promise<string | undefined>;

/** @throws TerminalError `account-not-connected` that says which secret to set */
export async function connectedSecret(find: FindSecret, tenantId: TenantId, name: string): Promise<string> {
  const secret = await find(tenantId, name);
  if (secret !== undefined) return secret;
  throw new TerminalError("account-not-connected", `Connect the account: the secret ${name} is not set.`);
}
