import type { TenantConfig } from "../../../shared/config/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { secretReference } from "../../../shared/security/secrets/secret-reference.ts";
import type { Media } from "../../../shared/tools/media/media.ts";
import type { ToolDependencies } from "../../../shared/tools/tool.ts";

/** Fetches the file of a customer's attachment with the tenant's own access, at most 8 MB. */
export type ReadAttachment = (file: {
  readonly tenantId: TenantId;
  /** The attachment's address. */
  readonly address: string;
  /** The name of the provider's account that the message came through. */
  readonly account: string;
  readonly config: Pick<TenantConfig, "integrations">;
  readonly signal: AbortSignal;
}) => Promise<Media>;

export function attachmentReader(dependencies: ToolDependencies): ReadAttachment {
  return async ({ tenantId, address, account, config, signal }) => {
    const { fetchMedia } = await import("../../../shared/tools/media/media.ts");
    return fetchMedia(address, accountsOf(config, account), dependencies, { tenantId, signal });
  };
}

/** The references to secrets in the account's integration, else in the first that has them, else the usual ones. */
function accountsOf({ integrations }: Pick<TenantConfig, "integrations">, account: string) {
  const messaging = integrations.available.filter(({ type }) => type === "messaging");
  const ordered = [
    ...messaging.filter(({ name }) => name !== account).reverse(),
    ...messaging.filter(({ name }) => name === account),
  ];
  const settings: Readonly<Record<string, unknown>> = Object.assign({}, ...ordered.map(({ config }) => config));
  const reference = (name: string, usual: string) => {
    const given = settings[name];
    return typeof given === "string" ? given : secretReference(usual);
  };
  return {
    ...settings,
    account_sid: reference("account_sid", "TWILIO_ACCOUNT_SID"),
    auth_token: reference("auth_token", "TWILIO_AUTH_TOKEN"),
  };
}
