/** The secret that holds a bot's token where the tenant's configuration names none. */
export const botTokenName = "TELEGRAM_BOT_TOKEN";
