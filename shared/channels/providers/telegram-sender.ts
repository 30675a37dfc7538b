import type { Api } from "grammy";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { ChannelMessage } from "../sending/channel-message.ts";
import { withLinks } from "../sending/plain-text.ts";
import { acceptedReport, type ProviderReport, refusedReport } from "../sending/send-report.ts";
import type { ProviderSender } from "../sending/sender.ts";
import type { ShapedContent } from "../sending/shaped-content.ts";
import { NotAccepted, withConfirmation } from "../sending/uncertain-sends.ts";
import { callbackData, telegramFileMethod } from "../telegram.ts";
import { neverConnected } from "./meta-api.ts";
import type { SendingDependencies } from "./provider-definition.ts";
import { providerKey } from "./provider-key.ts";
import { botTokenName } from "./telegram-account.ts";

/** Long enough for Telegram's slow minutes, shorter than the sweeper's patience. */
const timeoutSeconds = 20;

/**
 * Telegram through the genuine client. Telegram has no idempotency keys, keeps no list of what a bot sent, and reports
 * no delivery to webhooks. A send with an unknown outcome is therefore repeated at once: after a crash the customer may
 * read a message twice, and misses none.
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
    if (token === undefined) return refusedReport(message, "no-telegram-account");
    const api = await apiOf(token);
    try {
      const { message_id, chat } = await send(api, message.to, message.content);
      return sentReport(message, `${chat.id}:${message_id}`);
    } catch (error) {
      const code = await refusalCode(error);
      log.warn({ provider: "telegram", messageId: message.messageId, code }, "the provider refused the message");
      return refusedReport(message, code);
    }
  });
}

/** Telegram reports no delivery, so `sent` is the last status of a message. */
function sentReport(message: ChannelMessage, providerMessageId: string): ProviderReport {
  return { ...acceptedReport(message, providerMessageId), status: "sent" };
}

async function createApi(token: string, baseUrl: string | undefined): Promise<Api> {
  const { Api } = await import("grammy");
  return new Api(token, { timeoutSeconds, ...(baseUrl === undefined ? {} : { apiRoot: baseUrl }) });
}

/** Telegram Bot API, "sendMessage". Text goes without a parse mode, so nothing in it is markup. */
function send(api: Api, to: string, content: ShapedContent) {
  if (content.type === "media") return sendFileOrLink(api, to, content);
  if (content.type !== "buttons") return api.sendMessage(to, content.text);
  const rows = content.choices.map((choice, index) => [
    { text: choice.label, callback_data: callbackData(choice, index) },
  ]);
  return api.sendMessage(to, content.text, { reply_markup: { inline_keyboard: rows } });
}

type MediaContent = Extract<ShapedContent, { type: "media" }>;

/** Telegram's descriptions (status 400) of a URL that it could not fetch, or found too large or of another type. */
const notFetched = /HTTP URL|web page content|WEBPAGE_/i;

/** A file that Telegram cannot fetch goes as a link, so that neither it nor its caption is lost. */
async function sendFileOrLink(api: Api, to: string, content: MediaContent) {
  const { GrammyError } = await import("grammy");
  try {
    return await sendFile(api, to, content);
  } catch (error) {
    const isRefused = error instanceof GrammyError && error.error_code === 400 && notFetched.test(error.description);
    if (!isRefused) throw error;
    return api.sendMessage(to, withLinks(content.caption, [content]));
  }
}

function sendFile(api: Api, to: string, { url, contentType, caption }: MediaContent) {
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
 * Why this message does not reach the customer, as a stable word or Telegram's status. Errors carry no cause: a cause
 * holds the URL, and with it the bot's token.
 * @throws NotAccepted `telegram-unavailable`; TerminalError `telegram-credentials`; Error where the outcome is unknown.
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
  // Telegram answers 404 to a token of the wrong form.
  if (status === 401 || status === 404)
    throw new TerminalError("telegram-credentials", `Telegram knows no such bot (${status}): check ${botTokenName}.`);
  if (/chat not found|can't initiate conversation/i.test(description)) return "recipient-unknown";
  return status === 403 ? "recipient-blocked" : String(status);
}
