import { z } from "zod";
import { inputSection, outputSection, perSecond, sendingProvider } from "./section.ts";

const Input = z.strictObject({
  bot: z
    .string()
    .transform((given) => given.replace(/^@/, ""))
    .pipe(z.string().regex(/^\w{5,32}$/, "must be the bot's user name, such as clinic_bot"))
    .describe("The bot's user name, as in its webhook's address and in t.me/BOT."),
});

export const telegramSections = {
  input: inputSection("telegram", "telegram", Input),
  output: outputSection(
    "telegram",
    z.strictObject({
      provider: sendingProvider("telegram"),
      media_support: z.boolean().default(true).describe("Whether files are sent."),
      /** Telegram Bot API FAQ, "My bot is hitting limits": about 30 a second. */
      max_per_second: perSecond(30),
    }),
  ),
};
