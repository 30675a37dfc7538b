import type { Api } from "grammy";
import { TerminalError } from "../runtime/errors.ts";
import type { ChannelMessage } from "./channel-message.ts";
import { neverConnected } from "./meta-api.ts";
import type { SendingDependencies } from "./provider-definition.ts";
import { providerKey } from "./provider-key.ts";
import { acceptedReport, type ProviderReport, refused } from "./send-report.ts";
import type { ProviderSender } from "./sender.ts";
import type { ShapedContent } from "./shaped-content.ts";
import { botTokenName } from "./telegram-account.ts";
import { callbackData, telegramFileMethod } from "./telegram-format.ts";
import { NotAccepted, withConfirmation } from "./uncertain-sends.ts";

/** Long enough for Telegram's slow minutes, shorter than the sweeper's patience. */
const timeoutSeconds = 20;

/**
 * Telegram through the genuine client. Telegram has no idempotency keys, cannot be asked what a bot sent, and tells
 * webhooks nothing of it. So a send whose outcome nobody knows is made again at once: the customer may read a message
 * twice after a crash, and misses none.
 */
export function telegramSender({ keys, config, baseUrl, certainty }: SendingDependencies): ProviderSender {
  const apis = new Map<string, Promise<Api>>();

  function apiOf(token: string): Promise<Api> {
    const api = apis.get(token) ?? createApi(token, baseUrl);
    apis.set(token, api);
    return api;
  }

  return withConfirmation({ ...certainty, graceMs: 0 }, async (message, { tenantId, log }) => {
    const tenant = await config(tenantId, message.config.name, message.config.version);
    const which = { field: "bot_token", account: message.account, usualName: botTokenName };
    const token = await providerKey(keys, tenantId, tenant, which);
    if (token === undefined) return refused(message, "no-telegram-account");
    const api = await apiOf(token);
    try {
      const { message_id, chat } = await send(api, message.to, message.content);
      return sentReport(message, `${chat.id}:${message_id}`);
    } catch (error) {
      const code = await refusalCode(error);
      log.warn({ provider: "telegram", messageId: message.messageId, code }, "the provider refused the message");
      return refused(message, code);
    }
  });
}

/** No webhook tells how far it comes, so this is the last that is known of it. */
function sentReport(message: ChannelMessage, providerMessageId: string): ProviderReport {
  return { ...acceptedReport(message, providerMessageId), status: "sent" };
}

async function createApi(token: string, baseUrl: string | undefined): Promise<Api> {
  const { Api } = await import("grammy");
  return new Api(token, { timeoutSeconds, ...(baseUrl === undefined ? {} : { apiRoot: baseUrl }) });
}

/** Telegram Bot API, "sendMessage" and its like. Text goes as it is: no parse mode, so nothing in it is markup. */
function send(api: Api, to: string, content: ShapedContent) {
  if (content.type === "media") return sendFile(api, to, content);
  if (content.type !== "buttons") return api.sendMessage(to, content.text);
  const rows = content.choices.map((choice, index) => [
    { text: choice.label, callback_data: callbackData(choice, index) },
  ]);
  return api.sendMessage(to, content.text, { reply_markup: { inline_keyboard: rows } });
}

function sendFile(api: Api, to: string, { url, contentType, caption }: Extract<ShapedContent, { type: "media" }>) {
  const more = caption === "" ? {} : { caption };
  switch (telegramFileMethod(contentType)) {
    case "photo":
      return api.sendPhoto(to, url, more);
    case "video":
      return api.sendVideo(to, url, more);
    case "audio":
      return api.sendAudio(to, url, more);
    case "voice":
      return api.sendVoice(to, url, more);
    default:
      return api.sendDocument(to, url, more);
  }
}

/**
 * Why this message does not reach the customer, as a stable word or Telegram's code. Causes are left out: they hold
 * the URL, and with it the bot's token.
 * @throws NotAccepted `telegram-unavailable`; TerminalError `telegram-credentials`; Error where the outcome is open.
 */
async function refusalCode(error: unknown): Promise<string> {
  const { GrammyError, HttpError } = await import("grammy");
  if (error instanceof HttpError) {
    if (neverConnected(error.error)) throw new NotAccepted("telegram-unavailable", "Telegram could not be reached.");
    throw new Error("The connection to Telegram broke before it answered.");
  }
  if (!(error instanceof GrammyError)) throw error;
  const { error_code: status, description, parameters } = error;
  if (status === 429 || status >= 500) {
    const retryAfterMs = parameters.retry_after === undefined ? {} : { retryAfterMs: parameters.retry_after * 1_000 };
    throw new NotAccepted("telegram-unavailable", `Telegram did not take the message now (${status}).`, retryAfterMs);
  }
  // A token that is none at all is answered with 404.
  if (status === 401 || status === 404)
    throw new TerminalError("telegram-credentials", `Telegram knows no such bot (${status}): check ${botTokenName}.`);
  if (status === 403) return "recipient-blocked";
  return /chat not found/i.test(description) ? "recipient-unknown" : String(status);
}
