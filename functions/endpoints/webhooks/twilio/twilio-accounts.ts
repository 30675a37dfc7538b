import { LRUCache } from "lru-cache";
import { twilioAccount } from "../../../../shared/channels/providers/twilio-account.ts";
import { findRoute } from "../../../../shared/config/routes.ts";
import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import type { AgencySecret } from "../agency-secrets.ts";
import type { TwilioAccounts } from "./twilio.ts";

/** The agency's auth token, for numbers that belong to no tenant. */
const platformTokenName: AgencySecret = "TWILIO_AUTH_TOKEN";

const recentForMs = 60_000;

/** Accounts from the tenants' active configurations, with tokens read from the keys port. */
export function configuredTwilioAccounts(ports: {
  readonly documents: Documents;
  readonly keys: Keys;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  readonly log: Logger;
}): TwilioAccounts {
  const { documents, keys, configs, log } = ports;

  /** An unset secret gives no token to verify with. The reason is logged and not returned to the caller. */
  async function orNone(account: ReturnType<typeof twilioAccount>): Promise<Awaited<typeof account>> {
    try {
      return await account;
    } catch (error) {
      if (!(error instanceof TerminalError)) throw error;
      log.error({ code: error.code, reason: error.message }, "A tenant's Twilio account cannot be used");
      return undefined;
    }
  }

  async function authTokens(claimed: string, configName?: string): Promise<readonly string[]> {
    const tenantId = TenantId.safeParse(claimed);
    if (!tenantId.success) return [];
    const tokens = (await activeConfigsOf(configs, tenantId.data, configName)).map(async (config) => {
      const accounts = ["twilio_whatsapp", "twilio_sms"].map((provider) =>
        twilioAccount(keys, tenantId.data, config, provider),
      );
      return (await Promise.all(accounts.map(orNone))).flatMap((account) => account?.authToken ?? []);
    });
    return [...new Set((await Promise.all(tokens)).flat())];
  }

  const recentTokens = new LRUCache<string, readonly string[]>({ max: 10_000, ttl: recentForMs });

  return {
    byAddress: ({ channel, address }) => findRoute(documents, channel, address),
    authTokens,

    async recentAuthTokens(claimed) {
      const known = recentTokens.get(claimed);
      if (known) return known;
      const tokens = await authTokens(claimed);
      if (tokens.length > 0) recentTokens.set(claimed, tokens);
      return tokens;
    },

    async platformAuthTokens() {
      const token = await keys.secret(platformScope, platformTokenName);
      return token === undefined ? [] : [token];
    },
  };
}
