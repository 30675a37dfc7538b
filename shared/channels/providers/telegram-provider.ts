import { z } from "zod";
import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { defineProvider, type KeptFiles } from "./provider-definition.ts";
import { botTokenName } from "./telegram-account.ts";

const scheme = "telegram-file:";

/** The address of a file that Telegram keeps. Telegram's own address lasts an hour and shows the bot's token. */
export function telegramFileAddress(fileId: string): string {
  return scheme + fileId;
}

const FileAnswer = z.object({ result: z.object({ file_path: z.string().regex(/^[\w-]+(?:[/.][\w-]+)*$/) }) });

/** Telegram Bot API, "getFile". Both URLs contain the token, so neither may be logged. */
const files: KeptFiles = {
  scheme,
  usualBaseUrl: "https://api.telegram.org",
  token: { setting: "bot_token", usualName: botTokenName },
  ask: (id, { baseUrl, token }) =>
    /^[\w-]{1,256}$/.test(id) ? { url: `${baseUrl}/bot${token}/getFile?file_id=${id}` } : undefined,
  locate(answer, { baseUrl, token }) {
    const found = FileAnswer.safeParse(answer);
    return found.success ? { url: `${baseUrl}/file/bot${token}/${found.data.result.file_path}` } : undefined;
  },
};

/** Telegram. */
export const telegramProvider = defineProvider({
  settings: {
    bot_token: SecretReference.optional().describe("Telegram: the bot's token."),
    webhook_secret: SecretReference.optional().describe(
      "Telegram: the secret that it sends with every update (`secret_token` of setWebhook).",
    ),
  },
  files,
  sender: async (dependencies) => (await import("./telegram-sender.ts")).telegramSender(dependencies),
});
