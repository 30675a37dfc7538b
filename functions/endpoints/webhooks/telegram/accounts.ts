import { z } from "zod";
import { settingsOf } from "../../../../shared/channels/section.ts";
import { telegram } from "../../../../shared/channels/telegram.ts";
import { findRoute } from "../../../../shared/config/routes.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";

/** Whose a bot is, and what Telegram shows with its updates. */
export interface TelegramBot {
  readonly tenantId: TenantId;
  readonly configName: string;
  /** The user name as the configuration writes it. */
  readonly address: string;
  readonly secrets: readonly string[];
}

export interface TelegramBots {
  byName(bot: string): Promise<TelegramBot | undefined>;
  /** Of the agency, for a bot of no tenant. */
  platformSecrets(): Promise<readonly string[]>;
}

const BotAccount = z.object({ bot_token: z.string(), webhook_secret: z.string().optional() });

const webhookSecret: SecretKind = {
  usualName: "TELEGRAM_WEBHOOK_SECRET",
  named: (config) =>
    config.integrations.available.map(({ config: given }) => BotAccount.safeParse(given).data?.webhook_secret),
};

export function configuredTelegramBots(documents: Documents, secrets: ProviderSecrets): TelegramBots {
  return {
    async byName(bot) {
      if (!/^\w{5,32}$/.test(bot)) return undefined;
      const route = await findRoute(documents, "telegram", bot);
      const config = route && (await secrets.activeConfig(route.tenantId, route.configName));
      if (!config) return undefined;
      const { tenantId, configName } = route;
      const named = settingsOf(config.channels.input, telegram.input).find(
        (input) => input.bot.toLowerCase() === bot.toLowerCase(),
      );
      return {
        tenantId,
        configName,
        address: named?.bot ?? bot,
        secrets: await secrets.ofTenant(tenantId, webhookSecret, configName),
      };
    },
    platformSecrets: () => secrets.ofPlatform(webhookSecret),
  };
}
