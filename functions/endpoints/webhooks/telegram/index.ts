import { z } from "zod";
import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { optOutReported } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { parseJsonBody } from "../../http/body.ts";
import { equalInConstantTime } from "../constant-time.ts";
import {
  envelopeOf,
  inboundEvents,
  type Publishing,
  publishAll,
  unroutableEvent,
  type VerifiedMessage,
} from "../publishing/publish.ts";
import { type Acknowledgement, signatureProblem, type Webhook, type WebhookDelivery } from "../webhook-endpoint.ts";
import type { TelegramBot, TelegramBots } from "./accounts.ts";
import { editNote } from "./edits.ts";
import { readCallback, readTelegram, readTelegramReaction, type SaidOnTelegram } from "./message.ts";
import { type TelegramMessage, TelegramUpdate } from "./update.ts";

export interface TelegramDependencies extends Publishing {
  /** Where the earlier text of an edited message is read. */
  readonly documents: Documents;
  readonly bots: TelegramBots;
}

/** An update is a few kilobytes: texts end at 4,096 characters, and files are referenced by id. */
const maxBodyBytes = 256 * 1024;

/**
 * Handles Telegram's calls to `/webhooks/telegram/<bot>`. The path names the bot. The tenant's setWebhook secret
 * authenticates the update (Telegram Bot API, "setWebhook"). The body is not trusted before that.
 */
export function telegramWebhook(deps: TelegramDependencies): Webhook {
  return {
    path: "/webhooks/telegram/*",
    mediaType: "application/json",
    maxBodyBytes,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(deps: TelegramDependencies, delivery: WebhookDelivery, log: Logger): Promise<Acknowledgement> {
  const name = delivery.below ?? "";
  const bot = await deps.bots.byName(name);
  const secrets = bot?.secrets ?? (await deps.bots.platformSecrets());
  const shown = delivery.header("x-telegram-bot-api-secret-token") ?? "";
  if (shown === "" || !secrets.some((secret) => equalInConstantTime(secret, shown)))
    throw signatureProblem("X-Telegram-Bot-Api-Secret-Token does not match the secret_token of this bot's webhook.");
  const update = parseUpdate(delivery.rawBody, log);
  const now = deps.now();
  if (!update.success) {
    const stray = { provider: "telegram", channel: "telegram", accountAddress: name, at: now } as const;
    const about = { providerMessageId: idOf(name, update.id), reason: "form-unknown" };
    await publishAll(deps, [unroutableEvent({ ...stray, ...about })], log);
    return acknowledgement({});
  }
  const envelopes = bot ? await eventsOf(deps, bot, update.data, now) : unroutableEvents(name, update.data, now);
  if (envelopes.length === 0)
    log.info({ updateId: update.data.update_id }, "ignored a Telegram update without content for the agent");
  await publishAll(deps, envelopes, log);
  const { callback_query: callback } = update.data;
  // The response may itself call the Bot API. This call ends the button's progress bar.
  return acknowledgement(callback ? { method: "answerCallbackQuery", callback_query_id: callback.id } : {});
}

function acknowledgement(body: object): Acknowledgement {
  return { contentType: "application/json", body: JSON.stringify(body) };
}

type ReadUpdate =
  | { readonly success: true; readonly data: TelegramUpdate }
  | { readonly success: false; readonly id: number };

/**
 * An update of an unknown form is acknowledged, because Telegram would retry it forever, and recorded as unroutable.
 * @throws Problem 400 `body-not-json`, 400 `body-invalid`.
 */
function parseUpdate(rawBody: Buffer, log: Logger): ReadUpdate {
  const body = parseJsonBody(rawBody);
  const read = TelegramUpdate.safeParse(body);
  if (read.success) return read;
  const id = z.object({ update_id: z.number() }).safeParse(body).data?.update_id;
  if (id === undefined) throw new Problem(400, "body-invalid", "The body is not a Telegram update.");
  const paths = read.error.issues.map(({ path }) => path.join("."));
  log.error({ updateId: id, paths }, "a Telegram update does not match the documented form");
  return { success: false, id };
}

async function eventsOf(
  deps: TelegramDependencies,
  bot: TelegramBot,
  update: TelegramUpdate,
  now: Date,
): Promise<readonly Envelope[]> {
  const { message, edited_message: edited, callback_query: callback, my_chat_member: member } = update;
  const { message_reaction: marked } = update;
  const updateId = idOf(bot.address, update.update_id);
  const ids = await deps.documents.ids(bot.tenantId);
  if (message && isPrivate(message)) {
    const said = readTelegram(message);
    const at = sentAt(message.date, now);
    const from = message.from ?? message.chat;
    const sent = { from, id: messageIdOf(bot, message), at, ...quotesOf(bot, message) };
    return said ? messageEvents({ bot, ids }, { said, ...sent }) : [];
  }
  if (edited && isPrivate(edited)) {
    const id = messageIdOf(bot, edited);
    const said = await editNote(deps.documents, bot, edited, id);
    const at = sentAt(edited.edit_date ?? edited.date, now);
    return said ? messageEvents({ bot, ids }, { said, from: edited.from ?? edited.chat, id: updateId, at }) : [];
  }
  if (callback && (callback.message === undefined || isPrivate(callback.message)))
    return messageEvents({ bot, ids }, { said: readCallback(callback), from: callback.from, id: updateId, at: now });
  if (marked && isPrivate(marked))
    return messageEvents(
      { bot, ids },
      {
        said: readTelegramReaction(marked),
        from: marked.user ?? marked.chat,
        id: updateId,
        at: sentAt(marked.date, now),
      },
    );
  if (member && isPrivate(member) && member.new_chat_member.status === "kicked") {
    const conversationId = conversationIdOf(ids, "telegram", String(member.chat.id));
    const id = deriveId("telegram", bot.tenantId, updateId, "opt-out");
    const data = { conversationId, channel: "telegram", wording: "blocked the bot", message: null } as const;
    return [envelopeOf(optOutReported, { id, tenantId: bot.tenantId, key: conversationId, at: now, data })];
  }
  return [];
}

/** The quoted message's id, as a customer's message has it and as our senders report it. */
function quotesOf(bot: TelegramBot, { chat, reply_to_message: quoted }: TelegramMessage): Quotes {
  if (!quoted) return {};
  return {
    quotes: idOf(bot.address, `${chat.id}.${quoted.message_id}`),
    quotesSent: `${chat.id}:${quoted.message_id}`,
  };
}

type Quotes = Pick<VerifiedMessage, "quotes" | "quotesSent" | "replaces">;

/** The agent does not answer in groups and channels. */
function isPrivate({ chat }: Pick<TelegramMessage, "chat">): boolean {
  return chat.type === "private";
}

/** Both ids are unique per bot only, so the bot is part of the key. */
function idOf(bot: string, id: number | string): string {
  return `${bot.toLowerCase()}.${id}`;
}

/**
 * Based on the message instead of the update, so that an edit finds the original. A repeated update has the same id.
 */
function messageIdOf({ address }: TelegramBot, { chat, message_id }: TelegramMessage): string {
  return idOf(address, `${chat.id}.${message_id}`);
}

function messageEvents(
  { bot: { configName, address }, ids }: { readonly bot: TelegramBot; readonly ids: TenantIds },
  {
    said,
    from,
    id,
    at,
    ...links
  }: Quotes & {
    readonly said: SaidOnTelegram;
    readonly from: {
      readonly id: number;
      readonly first_name?: string | undefined;
      readonly last_name?: string | undefined;
    };
    readonly id: string;
    readonly at: Date;
  },
): readonly Envelope[] {
  const name = [from.first_name, from.last_name].filter(Boolean).join(" ");
  return inboundEvents({
    ...said,
    ...links,
    attachments: [...said.attachments],
    provider: "telegram",
    providerMessageId: id,
    ids,
    at,
    channel: "telegram",
    accountAddress: address,
    customerAddress: String(from.id),
    customerName: name === "" ? null : name,
    thread: null,
    configName,
  });
}

function unroutableEvents(bot: string, { update_id, message }: TelegramUpdate, at: Date): readonly Envelope[] {
  if (!message || !isPrivate(message)) return [];
  const stray = { provider: "telegram", channel: "telegram", accountAddress: bot, at } as const;
  return [unroutableEvent({ ...stray, providerMessageId: idOf(bot, update_id) })];
}

/** Telegram's timestamps are whole seconds. They are used only for a delayed update. */
const delayedMs = 60_000;

function sentAt(seconds: number, now: Date): Date {
  const late = now.getTime() - seconds * 1_000;
  return seconds > 0 && late > delayedMs ? new Date(seconds * 1_000) : now;
}
