import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf, textsOf } from "../../json.ts";
import { sandboxSendGrid } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { parseRepetition, postRepeatedly, postWebhook } from "../webhook.ts";
import { eventNames, eventOf, eventsWebhook, type Mail, sendgridAnswerMs } from "./events.ts";
import { inboundMail } from "./inbound.ts";
import { errors, mailProblems, recipientsOf, sendgridFailure } from "./mail.ts";

interface Settings {
  /** Events after `processed`. A mail to a suppressed address is dropped instead. */
  readonly events: readonly string[];
  readonly stepMs: number;
  /** The event webhook. Null sends no events. */
  readonly webhookUrl: string | null;
}

const usualSettings: Settings = { events: ["delivered"], stepMs: 20, webhookUrl: null };
const keptMails = 10_000;

/** The reasons why later mails to an address are dropped after these events. */
const suppressions: Readonly<Record<string, string>> = {
  bounce: "Bounced Address",
  spamreport: "Spam Reporting Address",
  unsubscribe: "Unsubscribed Address",
};

/**
 * Emulates SendGrid's Mail Send with dynamic templates, its signed event webhook, and Inbound Parse. Like SendGrid, it
 * has no idempotency keys. Accepts the sandbox's key and any key of the form SG.….….
 *
 * Controls under /_sandbox/sendgrid: `POST /settings {events?, stepMs?, webhookUrl?}`; `POST /events {messageId |
 * email, events, url?, fields?, times?}` posts further events, such as an open; `POST /inbound` (see `inboundMail`, and
 * `times`); `POST /templates {id, subject?, text?, html?}`; `GET /messages`; `GET /public-key`.
 */
export function sendgrid(context: ProviderContext): Provider {
  const mails: Mail[] = [];
  const templates = new Map<string, JsonObject>();
  const suppressed = new Map<string, string>();
  let settings = usualSettings;
  let running = new AbortController();

  function refusedKey({ headers }: ProviderRequest): Answer | null {
    const key = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
    if (key === undefined) return errors(401, [{ message: "Permission denied, wrong credentials", field: null }]);
    if (key === sandboxSendGrid.apiKey || /^SG\.[\w-]+\.[\w-]+$/.test(key)) return null;
    const message = "The provided authorization grant is invalid, expired, or revoked";
    return errors(401, [{ message, field: null }]);
  }

  function send(mail: JsonObject): Answer {
    const problems = mailProblems(mail, new Set(templates.keys()));
    if (problems.length > 0) return errors(400, problems);
    const messageId = randomBytes(16).toString("base64url");
    const headers = { "x-message-id": messageId };
    if (objectOf(objectOf(mail.mail_settings).sandbox_mode).enable === true) return { status: 200, headers };
    for (const personalization of listOf(mail.personalizations).filter(isObject)) {
      for (const { email } of recipientsOf(personalization)) keep(mail, personalization, textOf(email), messageId);
    }
    return { status: 202, headers };
  }

  function keep(mail: JsonObject, personalization: JsonObject, email: string, messageId: string): void {
    const template = templates.get(textOf(mail.template_id)) ?? {};
    const contents = listOf(mail.content).filter(isObject);
    const data = objectOf(personalization.dynamic_template_data);
    const content = (type: string) => textOf(contents.find((one) => one.type === type)?.value);
    const kept: Mail = {
      messageId,
      sgMessageId: `${messageId}.recvd-5f54b5d587-sandbox-1-${mails.length}-0`,
      email,
      from: textOf(objectOf(mail.from).email),
      subject: fillTemplate(textOf(template.subject), data) || textOf(personalization.subject) || textOf(mail.subject),
      text: fillTemplate(textOf(template.text), data) || content("text/plain"),
      html: fillTemplate(textOf(template.html), data) || content("text/html"),
      headers: { ...objectOf(mail.headers), ...objectOf(personalization.headers) },
      attachments: listOf(mail.attachments).length,
      customArgs: { ...objectOf(mail.custom_args), ...objectOf(personalization.custom_args) },
      categories: textsOf(mail.categories),
      events: [],
    };
    mails.push(kept);
    if (mails.length > keptMails) mails.shift();
    const { signal } = running;
    context.goesOn(
      progress(kept, signal).catch((error: unknown) => {
        if (!signal.aborted) console.error("the sandbox could not deliver a mail", error);
      }),
    );
  }

  async function progress(mail: Mail, signal: AbortSignal): Promise<void> {
    const reason = suppressed.get(mail.email.toLowerCase());
    const steps = reason === undefined ? ["processed", ...settings.events] : ["dropped"];
    for (const event of steps) {
      await delay(settings.stepMs, undefined, { signal });
      const told = recordEvent(mail, event, reason === undefined ? {} : { reason });
      const { webhookUrl } = settings;
      if (webhookUrl !== null)
        await postWebhook(eventsWebhook(webhookUrl, [told], context.now()), sendgridAnswerMs, signal);
    }
  }

  function recordEvent(mail: Mail, event: string, more: JsonObject): JsonObject {
    mail.events = [...mail.events, event];
    const reason = suppressions[event];
    if (reason) suppressed.set(mail.email.toLowerCase(), reason);
    return eventOf(mail, event, context.now(), more);
  }

  async function postEvents(body: JsonObject): Promise<Answer> {
    const names = textsOf(body.events);
    const mail = mails.findLast(({ messageId, email }) => messageId === body.messageId || email === body.email);
    const url = textOf(body.url) || settings.webhookUrl;
    const repetition = parseRepetition(body);
    if (!mail) return problem(404, "Unknown mail: give its messageId or its email.");
    if (names.length === 0 || names.some((name) => !eventNames.includes(name))) {
      return problem(400, `events must be some of ${eventNames.join(", ")}.`);
    }
    if (!url) return problem(400, "url is required because the settings have no webhookUrl.");
    if (typeof repetition === "string") return problem(400, repetition);
    const events = names.map((name) => recordEvent(mail, name, objectOf(body.fields)));
    const { signal } = running;
    const webhook = eventsWebhook(url, events, context.now());
    const posted = await postRepeatedly([webhook], repetition, (one) => postWebhook(one, sendgridAnswerMs, signal));
    return { status: 200, body: { events, statuses: posted.map(({ status }) => status) } };
  }

  async function inbound(body: JsonObject): Promise<Answer> {
    const webhook = inboundMail(body, context.now());
    const repetition = parseRepetition(body);
    if (typeof webhook === "string") return problem(400, webhook);
    if (typeof repetition === "string") return problem(400, repetition);
    const { signal } = running;
    const posted = await postRepeatedly([webhook], repetition, (one) => postWebhook(one, sendgridAnswerMs, signal));
    return { status: 200, body: { statuses: posted.map(({ status }) => status) } };
  }

  function configure(body: JsonObject): Answer {
    const next = { ...settings, ...body };
    if (!Array.isArray(next.events) || next.events.some((name) => !eventNames.includes(name))) {
      return problem(400, `events must be some of ${eventNames.join(", ")}.`);
    }
    if (!Number.isInteger(next.stepMs) || next.stepMs < 0) return problem(400, "stepMs must be whole milliseconds.");
    if (next.webhookUrl !== null && !URL.canParse(String(next.webhookUrl))) {
      return problem(400, "webhookUrl must be a URL.");
    }
    settings = next;
    return { status: 200, body: settings };
  }

  const app = new Hono<ProviderEnv>();
  app.use(async (c, next) => {
    const refused = refusedKey(c.var.request);
    return refused ? reply(refused) : await next();
  });
  app.post("/v3/mail/send", (c) => {
    const { body } = c.var.request;
    return reply(isObject(body) ? send(body) : errors(400, [{ message: "Bad Request", field: null }]));
  });
  app.all("/v3/mail/send", () => reply(errors(405, [{ message: "method not allowed", field: null }])));
  app.all("*", () => reply(errors(404, [{ message: "not found", field: null }])));

  const controls = new Hono<ProviderEnv>();
  controls.post("/settings", (c) => reply(configure(objectOf(c.var.request.body))));
  controls.post("/events", async (c) => reply(await postEvents(objectOf(c.var.request.body))));
  controls.post("/inbound", async (c) => reply(await inbound(objectOf(c.var.request.body))));
  controls.post("/templates", (c) => {
    const body = objectOf(c.var.request.body);
    const id = textOf(body.id);
    if (!/^d-\w+$/.test(id)) return reply(problem(400, "id must be a dynamic template's id, d-…."));
    templates.set(id, body);
    return reply({ status: 201, body });
  });
  controls.get("/messages", () => reply({ status: 200, body: mails }));
  controls.get("/public-key", () => reply({ status: 200, body: { public_key: sandboxSendGrid.webhookPublicKey } }));

  return {
    name: "sendgrid",
    app,
    controls,
    failure: sendgridFailure,
    reset() {
      running.abort();
      running = new AbortController();
      mails.length = 0;
      templates.clear();
      suppressed.clear();
      settings = usualSettings;
    },
  };
}

/** Renders Handlebars' plain `{{name}}`, enough to check that a template's data arrives. */
function fillTemplate(template: string, data: JsonObject): string {
  return template.replace(/\{\{\{?\s*(\w+)\s*\}?\}\}/g, (_, name: string) => String(data[name] ?? ""));
}

const problem = (status: number, message: string): Answer => ({ status, body: { error: { status, message } } });
