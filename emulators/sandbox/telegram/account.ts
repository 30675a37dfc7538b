/** The sandbox's own bot. Any other token in Telegram's format is accepted too. */
export const sandboxTelegram = {
  botToken: "7000000001:AAsandbox-telegram-bot-token-000000",
  webhookSecret: "sandbox-telegram-webhook-secret",
} as const;
