/** A bot the sandbox knows by its token. Any other token of Telegram's form is believed. */
export const sandboxTelegram = {
  botToken: "7000000001:AAsandbox-telegram-bot-token-000000",
  webhookSecret: "sandbox-telegram-webhook-secret",
} as const;
