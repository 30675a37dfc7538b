import { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { IntegrationSections } from "../../schema/capability.ts";
import { secretValue } from "../../security/secrets/secret-value.ts";

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

const WithAccount = z.object({ account_sid: z.string(), auth_token: z.string() });

/** The default names of the secrets, for a tenant whose configuration names no account. */
const usualNames = { accountSid: "TWILIO_ACCOUNT_SID", authToken: "TWILIO_AUTH_TOKEN" } as const;

/**
 * A tenant's Twilio account, with its token read from the keys port at the time of the call. It comes from the
 * integration named like the channel's provider, else from the first integration with an account, else from the
 * tenant's secrets of the default names. Undefined when there is none.
 * @throws TerminalError `secret-missing` naming the secret that is not set.
 */
export async function twilioAccount(
  keys: Keys,
  tenantId: TenantId,
  config: IntegrationSections,
  provider: string,
): Promise<TwilioAccount | undefined> {
  const candidates = config.integrations.available.filter(
    (integration) => WithAccount.safeParse(integration.config).success,
  );
  const chosen = candidates.find((integration) => integration.name === provider) ?? candidates[0];
  if (!chosen) return usualAccount(keys, tenantId);
  const { account_sid: sid, auth_token: token } = WithAccount.parse(chosen.config);
  const place = `integrations.available.${chosen.name}`;
  return {
    accountSid: await secretValue(keys, tenantId, sid, `${place}.account_sid`),
    authToken: await secretValue(keys, tenantId, token, `${place}.auth_token`),
  };
}

async function usualAccount(keys: Keys, tenantId: TenantId): Promise<TwilioAccount | undefined> {
  const [accountSid, authToken] = await Promise.all([
    keys.secret(tenantId, usualNames.accountSid),
    keys.secret(tenantId, usualNames.authToken),
  ]);
  return accountSid === undefined || authToken === undefined ? undefined : { accountSid, authToken };
}
