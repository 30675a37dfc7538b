import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, objectOf, parseJson, textOf } from "../../json.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { parseRepetition, type WebhookTarget } from "../webhook.ts";
import { sandboxTelegram } from "./account.ts";
import { apiError, buttonsOf, done, failureBody, fileKindOf, refusalOf } from "./bot-api.ts";
import { type BotMessage, messageObject, openChats } from "./chats.ts";
import { parseAct, updateOf } from "./customer.ts";
import { botFiles } from "./files.ts";

const tokenForm = /^(\d+):[\w-]{35}$/;
/** Telegram's webhook timeout before it retries. */
const answerMs = 60_000;

/**
 * Emulates Telegram's Bot API: messages, files, and webhooks with their secret token. A webhook's response may be a
 * call of the API. Like Telegram, it has no idempotency keys, no list of sent messages, and no delivery reports. A bot
 * can write only to users who have written to it.
 *
 * Controls under /_sandbox/telegram: `POST /customer {webhooks, account, address, name, …}` (see `CustomerAct`;
 * `secret` and `times`); `POST /update {url, update, secret?, times?}` posts any update; `GET /sent`, `GET /messages`;
 * `GET /replies`: calls in webhook responses; `GET /webhooks`: the arguments of setWebhook.
 */
export function telegramBotApi(context: ProviderContext): Provider {
  const chats = openChats();
  const files = botFiles();
  const lastOf = new Map<number, JsonObject>();
  const webhooks = new Map<string, JsonObject>();
  const replies: JsonObject[] = [];
  let lastUpdate = 500_000;
  let running = new AbortController();

  function send(bot: string, method: string, body: JsonObject): Answer {
    const chat = Number(body.chat_id);
    const state = chats.stateOf(chat);
    if (state === "unknown") return apiError(400, "Bad Request: chat not found");
    if (state === "blocked") return apiError(403, "Forbidden: bot was blocked by the user");
    const refused = refusalOf(method, body);
    if (refused) return refused;
    const date = Math.floor(context.now().getTime() / 1_000);
    const message: BotMessage = { messageId: chats.nextId(), bot, chat, method, body, date };
    chats.keep(message);
    return done(messageObject(message));
  }

  function call(token: string, method: string, body: JsonObject): Answer {
    const [, bot] = tokenForm.exec(token) ?? [];
    if (bot === undefined) return apiError(404, "Not Found");
    if (bot === sandboxTelegram.botToken.split(":")[0] && token !== sandboxTelegram.botToken)
      return apiError(401, "Unauthorized");
    if (method === "sendMessage" || fileKindOf(method) !== undefined) return send(bot, method, body);
    switch (method) {
      case "getMe":
        return done({ id: Number(bot), is_bot: true, first_name: "Sandbox", username: `sandbox_${bot}_bot` });
      case "setWebhook":
        webhooks.set(bot, body);
        return done(true);
      case "getWebhookInfo":
        return done({ url: textOf(webhooks.get(bot)?.url), has_custom_certificate: false, pending_update_count: 0 });
      case "deleteWebhook":
        webhooks.delete(bot);
        return done(true);
      case "answerCallbackQuery":
        return done(true);
      case "getFile":
        return files.find(textOf(body.file_id));
      default:
        return apiError(404, "Not Found");
    }
  }

  /** Posts the update and runs the call in its response. */
  async function post(webhook: WebhookTarget): Promise<number | null> {
    const signal = AbortSignal.any([running.signal, AbortSignal.timeout(answerMs)]);
    try {
      const response = await fetch(webhook.url, { method: "POST", ...webhook, redirect: "manual", signal });
      const answer = parseJson(await response.text());
      if (response.ok && isObject(answer) && typeof answer.method === "string") replies.push(answer);
      return response.status;
    } catch {
      return null; // no response in time, which Telegram treats alike
    }
  }

  async function postUpdate(url: string, update: JsonObject, given: JsonObject): Promise<Answer> {
    const repetition = parseRepetition(given);
    if (typeof repetition === "string") return problem(repetition);
    if (!URL.canParse(url)) return problem("The webhook's address is missing.");
    lastUpdate += 1;
    const body = JSON.stringify({ update_id: lastUpdate, ...update });
    const secret = given.secret === undefined ? sandboxTelegram.webhookSecret : textOf(given.secret);
    const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret };
    // Repeated updates arrive at the same time here, which is harder for the webhook than one after the other.
    const all = Array.from({ length: repetition.times }, () => post({ url, headers, body }));
    return { status: 200, body: { updateId: lastUpdate, statuses: await Promise.all(all) } };
  }

  function customerActs(given: JsonObject): Promise<Answer> | Answer {
    const act = parseAct(given);
    if (typeof act === "string") return problem(act);
    const last = lastOf.get(act.chat) ?? {};
    const update = updateOf(act, { chats, files, last, now: context.now() });
    const said = update.message ?? update.edited_message;
    if (isObject(said)) lastOf.set(act.chat, said);
    return postUpdate(`${textOf(given.webhooks)}/telegram/${textOf(given.account)}`, update, given);
  }

  function sent() {
    return chats.messages().map(({ bot, chat, body }) => ({
      channel: "telegram",
      to: String(chat),
      from: bot,
      text: [textOf(body.text) || textOf(body.caption), ...buttonsOf(body).map(({ text }) => textOf(text))].join("\n"),
      template: null,
      status: "sent",
    }));
  }

  const given = (request: ProviderRequest): JsonObject => ({
    ...Object.fromEntries(request.query),
    ...objectOf(request.body),
  });
  const app = new Hono<ProviderEnv>();
  app.get("/file/*", (c) => {
    const [, token = "", path = ""] = /^\/file\/bot([^/]+)\/(.+)$/.exec(c.var.request.path) ?? [];
    return tokenForm.test(token) ? files.serve(path) : reply(apiError(404, "Not Found"));
  });
  app.all("*", (c) => {
    const [, token = "", method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(c.var.request.path) ?? [];
    return reply(call(token, method, given(c.var.request)));
  });

  const controls = new Hono<ProviderEnv>();
  controls.post("/customer", async (c) => reply(await customerActs(given(c.var.request))));
  controls.post("/update", async (c) => {
    const body = given(c.var.request);
    return reply(await postUpdate(textOf(body.url), objectOf(body.update), body));
  });
  controls.get("/sent", () => reply({ status: 200, body: sent() }));
  controls.get("/messages", () => reply({ status: 200, body: chats.messages() }));
  controls.get("/replies", () => reply({ status: 200, body: replies }));
  controls.get("/webhooks", () => reply({ status: 200, body: Object.fromEntries(webhooks) }));

  return {
    name: "telegram",
    app,
    controls,
    failure: failureBody,
    reset() {
      running.abort();
      running = new AbortController();
      for (const kept of [chats, files, lastOf, webhooks]) kept.clear();
      replies.length = 0;
    },
  };
}

function problem(message: string): Answer {
  return { status: 400, body: { error: { status: 400, message } } };
}
