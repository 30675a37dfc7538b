import type { Keys } from "../../shared/platform/keys.ts";
import { platformScope, type TenantId } from "../../shared/platform/tenant.ts";
import { TerminalError } from "../../shared/runtime/failures/errors.ts";

/** Reads a secret by the scope it is in, as `platform.keys.secret` does. */
export type ReadSecret = Keys["secret"];

/** A vendor's key: the tenant's own, so that its use is on the tenant's bill, or else the platform's. */
export async function optionalSpeechKey(
  secret: ReadSecret,
  tenantId: TenantId,
  name: string,
): Promise<string | undefined> {
  return (await secret(tenantId, name)) ?? (await secret(platformScope, name));
}

/** @throws TerminalError `secret-missing` */
export async function speechKey(
  secret: ReadSecret,
  { tenantId, name, vendor }: { readonly tenantId: TenantId; readonly name: string; readonly vendor: string },
): Promise<string> {
  const key = await optionalSpeechKey(secret, tenantId, name);
  if (key !== undefined) return key;
  throw new TerminalError("secret-missing", missingKey(vendor, name, tenantId));
}

export function missingKey(vendor: string, names: string, tenantId: string): string {
  return (
    `${tenantId}'s calls use ${vendor}, but neither the tenant nor the platform has the secret ${names}. ` +
    "Set it, or write `stt_provider: embedded` and `tts_provider: embedded` under `voice:`, which need no key."
  );
}
