import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../json.ts";
import { sandboxMeta } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { postRepeatedly } from "../webhook.ts";
import { deliverByMeta, isUserId, metaWebhook, newWamid, postMeta, type Sent } from "./delivery.ts";
import { graphError, invalidParameter, metaFailure, unknownObject } from "./errors.ts";
import { inboundPayload, parseMetaInbound, verifyWebhook } from "./inbound.ts";
import { instagramRefusal } from "./instagram.ts";
import { metaMediaStore } from "./media.ts";
import { defaultMetaSettings, type MetaSettings, parseMetaSettings } from "./settings.ts";
import { parseTemplate, type Template, templateKey } from "./templates.ts";
import { whatsappRefusal } from "./whatsapp.ts";

const hourMs = 3_600_000;
const windowMs = 24 * hourMs;
const keptMessages = 10_000;

/**
 * Emulates the Graph API for WhatsApp (Cloud API) and Instagram messages, with media and webhooks. Like Meta, it has no
 * idempotency keys: the same POST twice is two messages. It accepts free text to a WhatsApp customer more than 24 hours
 * after their last message. That text then fails with 131047. Templates are always delivered.
 *
 * Accepts the sandbox's token and any token in Meta's format (EAA…, IG…). Controls under /_sandbox/meta: `POST
 * /inbound` (see `parseInbound`), `/verify {url, verifyToken?}`, `/templates {name, language?, status?, params?}`,
 * `/settings` (see `MetaSettings`), `/window {phoneNumberId, customer, open, hoursAgo?}`; `GET /messages`.
 */
export function meta(context: ProviderContext): Provider {
  const messages = new Map<string, Sent>();
  const templates = new Map<string, Template>();
  const wroteAt = new Map<string, number>();
  const media = metaMediaStore(context);
  let settings: MetaSettings = defaultMetaSettings;
  let running = new AbortController();

  /** An Instagram customer's id belongs to one account, which callers may name `me`. A WhatsApp number does not. */
  const conversation = (channel: Sent["channel"], account: string, customer: string) =>
    channel === "instagram" ? customer : `${account} ${isUserId(customer) ? customer : customer.replace(/\D/g, "")}`;

  function sinceWroteMs(channel: Sent["channel"], account: string, customer: string): number | null {
    const at = wroteAt.get(conversation(channel, account, customer));
    return at === undefined ? null : context.now().getTime() - at;
  }

  function keep(sent: Sent, end: Pick<MetaSettings, "finalStatus" | "errorCode">): void {
    messages.set(sent.id, sent);
    const oldest = messages.size > keptMessages ? messages.keys().next().value : undefined;
    if (oldest) messages.delete(oldest);
    const { signal } = running;
    if (!settings.progress) return;
    const delivering = deliverByMeta(sent, end, () => settings, { now: context.now, signal });
    context.goesOn(
      delivering.catch((error: unknown) => {
        if (!signal.aborted) console.error("the sandbox could not deliver a message", error);
      }),
    );
  }

  function sendWhatsapp(phoneNumberId: string, body: JsonObject): Answer {
    if (body.status === "read") {
      if (textOf(body.message_id) === "") return invalidParameter("The parameter message_id is required.");
      return { status: 200, body: { success: true } };
    }
    const refused = whatsappRefusal(body, { templates, hasMedia: media.has });
    if (refused) return refused;
    const userId = textOf(body.to) === "" ? textOf(body.recipient) : undefined;
    const input = userId ?? textOf(body.to);
    const customer = userId ?? input.replace(/\D/g, "");
    const template = body.type === "template";
    const since = sinceWroteMs("whatsapp", phoneNumberId, customer);
    const open = template || (since !== null && since < windowMs);
    const sent: Sent = {
      id: newWamid(),
      channel: "whatsapp",
      from: phoneNumberId,
      to: customer,
      body,
      category: template ? "utility" : "service",
      status: "accepted",
      errorCode: null,
    };
    keep(sent, open ? settings : { finalStatus: "failed", errorCode: 131047 });
    const message = { id: sent.id, ...(template ? { message_status: "accepted" } : {}) };
    const contacts = [{ input, ...(userId === undefined ? { wa_id: customer } : { user_id: userId }) }];
    return { status: 200, body: { messaging_product: "whatsapp", contacts, messages: [message] } };
  }

  function sendInstagram(account: string, body: JsonObject): Answer {
    const recipient = textOf(objectOf(body.recipient).id);
    const refused = instagramRefusal(body, sinceWroteMs("instagram", account, recipient));
    if (refused) return refused;
    if (body.sender_action !== undefined) return { status: 200, body: { recipient_id: recipient } };
    const id = `m_${randomBytes(60).toString("base64url")}`;
    const base = { id, channel: "instagram", from: account, to: recipient, body, category: "service" } as const;
    keep({ ...base, status: "accepted", errorCode: null }, settings);
    return { status: 200, body: { recipient_id: recipient, message_id: id } };
  }

  function refusedToken({ headers, query }: ProviderRequest): Answer | null {
    const token = headers.authorization?.replace(/^Bearer\s+/i, "") ?? query.get("access_token") ?? "";
    if (token === "") {
      const message = "An access token is required to request this resource.";
      return graphError({ status: 401, code: 104, message });
    }
    if (token === sandboxMeta.accessToken || /^(EAA|IG)\w+/.test(token)) return null;
    const message = "Invalid OAuth access token - Cannot parse access token";
    return graphError({ status: 401, code: 190, message });
  }

  async function inbound(request: ProviderRequest): Promise<Answer> {
    const wanted = parseMetaInbound(request.body);
    if (typeof wanted === "string") return problem(wanted);
    const { url, channel, from, to, secret = settings.appSecret, repetition } = wanted;
    wroteAt.set(conversation(channel, to, from), context.now().getTime());
    if (settings.webhookUrl === null) settings = { ...settings, webhookUrl: url, appSecret: secret };
    const { ids, payload } = inboundPayload(wanted, media, context.now());
    const { signal } = running;
    const posted = await postRepeatedly([metaWebhook(url, secret, payload)], repetition, (one) =>
      postMeta(one, signal),
    );
    return { status: 200, body: { ids, statuses: posted.map(({ status }) => status) } };
  }

  const graph = new Hono<ProviderEnv>();
  graph.post("/:id{\\w+}/messages", (c) => {
    const body = objectOf(c.var.request.body);
    const id = c.req.param("id");
    return reply(isObject(body.recipient) ? sendInstagram(id, body) : sendWhatsapp(id, body));
  });
  graph.post("/:id{\\w+}/media", async (c) => reply(await media.upload(c.var.request)));
  graph.on(["GET", "DELETE"], "/:id{\\w+}", (c) => reply(media.one(c.req.method, c.req.param("id"))));
  graph.all("/:id{\\w+}/:edge{\\w+}?", (c) => reply(unknownObject(c.req.method, c.req.param("id"))));

  const app = new Hono<ProviderEnv>();
  app.all("/ig_messaging_cdn/*", (c) => reply(media.download(c.var.request)));
  app.use(async (c, next) => {
    const refused = refusedToken(c.var.request);
    return refused ? reply(refused) : await next();
  });
  app.all("/whatsapp_business/attachments/*", (c) => reply(media.download(c.var.request)));
  app.route("/:version{v\\d+\\.\\d+}", graph);
  app.route("/", graph);
  app.all("*", (c) => reply(unknownObject(c.req.method, "")));

  const controls = new Hono<ProviderEnv>();
  controls.post("/inbound", async (c) => reply(await inbound(c.var.request)));
  controls.post("/verify", async (c) => {
    const body = objectOf(c.var.request.body);
    const [url, token] = [textOf(body.url), textOf(body.verifyToken) || sandboxMeta.verifyToken];
    if (!URL.canParse(url)) return reply(problem("url must be the webhook's address."));
    return reply({ status: 200, body: await verifyWebhook(url, token, running.signal) });
  });
  controls.post("/settings", (c) => {
    const next = parseMetaSettings(objectOf(c.var.request.body), settings);
    if (typeof next === "string") return reply(problem(next));
    settings = next;
    return reply({ status: 200, body: settings });
  });
  controls.post("/templates", (c) => {
    const template = parseTemplate(objectOf(c.var.request.body));
    if (typeof template === "string") return reply(problem(template));
    templates.set(templateKey(template.name, template.language), template);
    return reply({ status: 201, body: template });
  });
  controls.post("/window", (c) => {
    const body = objectOf(c.var.request.body);
    const [account, customer] = [textOf(body.phoneNumberId), textOf(body.customer)];
    if (customer === "" || typeof body.open !== "boolean") return reply(problem("customer and open are required."));
    const hoursAgo = typeof body.hoursAgo === "number" ? body.hoursAgo : body.open ? 0 : 25;
    const at = context.now().getTime() - hoursAgo * hourMs;
    // With an account it is WhatsApp's conversation. Without one it is Instagram's.
    for (const channel of ["whatsapp", "instagram"] as const) wroteAt.set(conversation(channel, account, customer), at);
    return reply({ status: 200, body: { customer, lastWroteAt: new Date(at).toISOString() } });
  });
  controls.get("/messages", () => reply({ status: 200, body: [...messages.values()] }));

  return {
    name: "meta",
    app,
    controls,
    failure: metaFailure,
    reset() {
      running.abort();
      running = new AbortController();
      for (const kept of [messages, templates, wroteAt, media]) kept.clear();
      settings = defaultMetaSettings;
    },
  };
}

const problem = (message: string): Answer => ({ status: 400, body: { error: { status: 400, message } } });
