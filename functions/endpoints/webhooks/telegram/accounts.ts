import { z } from "zod";
import { settingsOf } from "../../../../shared/channels/sections/section.ts";
import { telegramSections } from "../../../../shared/channels/sections/telegram-sections.ts";
import { findRoute } from "../../../../shared/config/routes.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";

/** A bot's tenant, and the secrets that authenticate its updates. */
export interface TelegramBot {
  readonly tenantId: TenantId;
  readonly configName: string;
  /** The user name as written in the configuration. */
  readonly address: string;
  readonly secrets: readonly string[];
}

export interface TelegramBots {
  byName(bot: string): Promise<TelegramBot | undefined>;
  /** The agency's secrets, for a bot that no tenant claims. */
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
      const named = settingsOf(config.channels.input, telegramSections.input).find(
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
