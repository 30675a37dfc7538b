/** The default name of the secret that holds a bot's token. */
export const botTokenName = "TELEGRAM_BOT_TOKEN";
