import { z } from "zod";
import { Name } from "../schema/scalars.ts";
import { defineChannel } from "./definition.ts";
import { inputSection, outputSection, perSecond } from "./section.ts";
import { telegramFormat } from "./telegram-format.ts";

const Input = z.strictObject({
  /** The bot's user name, which stands in its webhook's address and in t.me/<bot>. */
  bot: z
    .string()
    .transform((given) => given.replace(/^@/, ""))
    .pipe(z.string().regex(/^\w{5,32}$/, "must be the bot's user name, such as clinic_bot")),
});

/** Telegram, by the Bot API. A bot cannot write first, so there are no campaigns: a customer opens it with /start. */
export const telegram = defineChannel({
  identity: {
    kind: "telegram",
    vouched: true,
    rank: 4,
    column: "telegram",
    columns: ["telegram"],
    example: "700000601",
  },
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["telegram"],
  input: inputSection("telegram", "telegram", Input),
  output: outputSection(
    "telegram",
    z.strictObject({
      provider: Name.default("telegram"),
      media_support: z.boolean().default(true),
      /** Telegram Bot API FAQ, "My bot is hitting limits": about 30 a second. */
      max_per_second: perSecond(30),
    }),
  ),
  addresses: ({ bot }: z.output<typeof Input>) => [[bot, "bot"] as const],
  carrier: {
    provider: "telegram",
    account: "telegram",
    format: () => telegramFormat,
    templates: null,
    stopIsFinal: false,
    recipientColumns: null,
    toolProvider: /telegram/i,
    commands: true,
  },
});
