import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { objectOf, textOf, textsOf } from "../../json.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { parseContent, renderedContent, type TwilioContent } from "./contents.ts";
import { type DeliverySettings, defaultDelivery, deliverByTwilio, parseTwilioSettings } from "./delivery.ts";
import { twilioError, twilioFailure, twilioNotFound } from "./errors.ts";
import { inboundMessage, parseTwilioInbound, sendInbound } from "./inbound.ts";
import { listing } from "./listing.ts";
import { twilioMediaStore } from "./media.ts";
import { newSid, refusal, resource, type TwilioMessage } from "./messages.ts";

/** The sandbox's own account, with its token. Any other account is accepted, with its password as its token. */
export const sandboxTwilio = {
  accountSid: "AC5a4db0c05a4db0c05a4db0c05a4db0c0",
  authToken: "sandbox-twilio-auth-token",
} as const;

const accounts = "/2010-04-01/Accounts";
const account = `${accounts}/:file{AC[0-9a-fA-F]{32}\\.json}` as const;
const list = `${accounts}/:account{AC[0-9a-fA-F]{32}}/Messages.json` as const;
const message = `${accounts}/:account{AC[0-9a-fA-F]{32}}/Messages/:file{[A-Z]{2}\\w+\\.json}` as const;
const mediaFile = `${accounts}/:account{AC[0-9a-fA-F]{32}}/Messages/:message{MM\\w+}/Media/:file{ME\\w+}` as const;
const keptMessages = 10_000;

/**
 * Emulates Twilio's Messages resource with status callbacks (Twilio docs, "Messages resource", "Track outbound message
 * status"). Like Twilio, it has no idempotency keys: the same POST twice is two messages.
 *
 * Controls under /_sandbox/twilio: `POST /inbound` sends a customer's message, signed; `POST /settings` (see
 * `DeliverySettings`) sets how messages end; `POST /opt-out {to, optedOut?}`; `POST /numbers {numbers}` limits the
 * senders that the account owns; `POST /media` stores a customer's file; `GET /messages` lists every message of every
 * account, oldest first.
 */
export function twilio(context: ProviderContext): Provider {
  const messages = new Map<string, TwilioMessage>();
  const tokens = new Map<string, string>([[sandboxTwilio.accountSid, sandboxTwilio.authToken]]);
  const optedOut = new Set<string>();
  const numbers = new Set<string>();
  const contents = new Map<string, TwilioContent>();
  /** Customers whose window is closed. True refuses free text to them at once. */
  const closedWindows = new Map<string, boolean>();
  const media = twilioMediaStore(context.publicUrl, sandboxTwilio.accountSid);
  let settings: DeliverySettings = defaultDelivery;
  let running = new AbortController();

  function isAuthenticated({ headers }: ProviderRequest, accountSid: string): boolean {
    const [scheme = "", encoded = ""] = (headers.authorization ?? "").split(" ");
    const [username = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    const password = rest.join(":");
    if (scheme.toLowerCase() !== "basic" || username === "" || password === "") return false;
    if (username.startsWith("SK")) return true; // an API key, which may act for any of its account's paths
    if (username !== accountSid) return false;
    if (accountSid === sandboxTwilio.accountSid) return password === sandboxTwilio.authToken;
    tokens.set(accountSid, password);
    return true;
  }

  const tokenOf = (accountSid: string): string => tokens.get(accountSid) ?? sandboxTwilio.authToken;

  function keep(message: TwilioMessage): void {
    messages.set(message.sid, message);
    const oldest = messages.size > keptMessages ? messages.keys().next().value : undefined;
    if (oldest) messages.delete(oldest);
  }

  function create(accountSid: string, request: ProviderRequest): Answer {
    const form = objectOf(request.body);
    const closed = textOf(form.ContentSid) === "" ? closedWindows.get(textOf(form.To)) : undefined;
    const content = contents.get(textOf(form.ContentSid));
    const refused = refusal(form, { optedOut, numbers, windowClosed: closed === true, content });
    if (refused) return refused;
    const files = typeof form.MediaUrl === "string" ? [form.MediaUrl] : textsOf(form.MediaUrl);
    const now = context.now();
    const message: TwilioMessage = {
      sid: newSid(files.length > 0 ? "MM" : "SM"),
      accountSid,
      from: textOf(form.From),
      to: textOf(form.To),
      body: textOf(form.ContentSid) === "" ? textOf(form.Body) : renderedContent(content, form),
      messagingServiceSid: textOf(form.MessagingServiceSid) || null,
      direction: "outbound-api",
      mediaCount: files.length,
      statusCallback: textOf(form.StatusCallback) || null,
      status: "queued",
      createdAt: now,
      sentAt: null,
      updatedAt: now,
      errorCode: null,
    };
    keep(message);
    const { signal } = running;
    if (settings.progress) {
      const end = closed === undefined ? settings : { ...settings, finalStatus: "failed" as const, errorCode: 63016 };
      const delivering = deliverByTwilio(message, end, { authToken: tokenOf(accountSid), now: context.now, signal });
      context.goesOn(
        delivering.catch((error: unknown) => {
          if (!signal.aborted) console.error("the sandbox could not deliver a message", error);
        }),
      );
    }
    return { status: 201, body: resource(message) };
  }

  function one(
    message: TwilioMessage | undefined,
    accountSid: string,
    { method, path, body }: ProviderRequest,
  ): Answer {
    if (message?.accountSid !== accountSid) return twilioNotFound(path);
    if (method === "DELETE") {
      messages.delete(message.sid);
      return { status: 204 };
    }
    if (method !== "GET" && method !== "POST") return twilioError(405, 20004, "Method not allowed");
    // A message can only be redacted: its text set to empty.
    if (method === "POST" && objectOf(body).Body === "") message.body = "";
    return { status: 200, body: resource(message) };
  }

  async function inbound(request: ProviderRequest): Promise<Answer> {
    const wanted = parseTwilioInbound(request.body);
    if (typeof wanted === "string") return twilioError(400, 20001, wanted);
    const accountSid = wanted.fields.AccountSid ?? sandboxTwilio.accountSid;
    const message = inboundMessage(wanted, accountSid, context.now());
    keep(message);
    const statuses = await sendInbound(wanted, message, wanted.token ?? tokenOf(accountSid), running.signal);
    return { status: 200, body: { sid: message.sid, statuses } };
  }

  const app = new Hono<ProviderEnv>();
  app.use(`${accounts}/*`, async (c, next) => {
    const [, accountSid] = /\/Accounts\/(AC[0-9a-fA-F]{32})(?:[/.]|$)/.exec(c.var.request.path) ?? [];
    if (accountSid !== undefined && !isAuthenticated(c.var.request, accountSid)) {
      return reply(twilioError(401, 20003, "Authenticate"));
    }
    return await next();
  });
  app.get(mediaFile, (c) => reply(media.download(c.req.param("file"), c.var.request.path)));
  app.get(account, (c) => {
    const sid = c.req.param("file").replace(".json", "");
    return reply({ status: 200, body: { sid, friendly_name: "Sandbox", status: "active", type: "Full" } });
  });
  app.post(list, (c) => reply(create(c.req.param("account"), c.var.request)));
  app.get(list, (c) => reply(listing(c.req.param("account"), messages.values(), c.var.request.query)));
  app.on(["GET", "POST", "DELETE"], message, (c) => {
    const found = messages.get(c.req.param("file").replace(".json", ""));
    return reply(one(found, c.req.param("account"), c.var.request));
  });
  for (const known of [account, list, message]) {
    app.all(known, () => reply(twilioError(405, 20004, "Method not allowed")));
  }
  app.all("*", (c) => reply(twilioNotFound(c.var.request.path)));

  const controls = new Hono<ProviderEnv>();
  controls.post("/inbound", async (c) => reply(await inbound(c.var.request)));
  controls.post("/settings", (c) => {
    const next = parseTwilioSettings(objectOf(c.var.request.body), settings);
    if (typeof next === "string") return reply(twilioError(400, 20001, next));
    settings = next;
    return reply({ status: 200, body: settings });
  });
  controls.post("/opt-out", (c) => {
    const body = objectOf(c.var.request.body);
    if (body.optedOut === false) optedOut.delete(textOf(body.to));
    else optedOut.add(textOf(body.to));
    return reply({ status: 200, body: { optedOut: [...optedOut] } });
  });
  controls.post("/numbers", (c) => {
    numbers.clear();
    for (const number of textsOf(objectOf(c.var.request.body).numbers)) numbers.add(number);
    return reply({ status: 200, body: { numbers: [...numbers] } });
  });
  controls.post("/media", (c) => reply(media.add(objectOf(c.var.request.body))));
  controls.post("/contents", (c) => {
    const content = parseContent(objectOf(c.var.request.body));
    if (typeof content === "string") return reply(twilioError(400, 20001, content));
    contents.set(content.sid, content);
    return reply({ status: 201, body: content });
  });
  controls.post("/window", (c) => {
    const body = objectOf(c.var.request.body);
    const customer = textOf(body.customer);
    if (body.open === true) closedWindows.delete(customer);
    else closedWindows.set(customer, body.refuse === true);
    return reply({ status: 200, body: { customer, open: body.open === true } });
  });
  controls.get("/messages", () => reply({ status: 200, body: [...messages.values()].map(resource) }));

  return {
    name: "twilio",
    app,
    controls,
    failure: twilioFailure,
    reset() {
      running.abort();
      running = new AbortController();
      messages.clear();
      optedOut.clear();
      numbers.clear();
      media.clear();
      settings = defaultDelivery;
    },
  };
}
