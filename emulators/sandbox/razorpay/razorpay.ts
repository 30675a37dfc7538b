import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { type JsonObject, objectOf, textOf, textsOf } from "../../json.ts";
import { sandboxRazorpay } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { parseRepetition, postRepeatedly, postWebhook } from "../webhook.ts";
import { type Account, expire, expireLinks, isAnswer, razorpayApi } from "./api.ts";
import { razorpayFailure, unauthenticated, unknownAddress } from "./errors.ts";
import { callbackParameters, eventWebhook, razorpayAnswerMs } from "./events.ts";
import { linkEntity, newId, type RazorpayLink, secondsOf } from "./links.ts";
import { newPayment, orderEntity, paymentEntity, type RazorpayPayment, refund } from "./payments.ts";

interface Hook {
  readonly url: string;
  readonly secret: string;
}

/**
 * Emulates Razorpay's payment links, orders, payments and refunds, in paise, with signed webhooks. A `reference_id` can
 * be used for one link only. There is no other idempotency key. Accepts the sandbox's key and any key in Razorpay's
 * format.
 *
 * Controls under /_sandbox/razorpay, each with `{id | reference_id, url?, webhookSecret?, webhook?: false, events?,
 * times?, shuffle?, atOnce?}`: `POST /pay {method?}`, `/fail`, `/refund {amount?}`, `/expire`. They answer with the
 * entities and the webhooks' statuses in the order posted. `/pay` also returns the signed callback URL. `POST /settings
 * {url, webhookSecret?}` sets the default webhook. `GET /links` lists all links.
 */
export function razorpay(context: ProviderContext): Provider {
  const account: Account = { links: new Map(), payments: new Map(), refunds: new Map() };
  let hook: Hook | null = null;
  let running = new AbortController();
  const entity = (link: RazorpayLink) => linkEntity(link, context.publicUrl());
  const api = razorpayApi(account, context, (link) => {
    if (hook) context.goesOn(post(hook, ["payment_link.cancelled"], { payment_link: entity(link) }, {}));
  });

  function isAuthenticated({ headers }: ProviderRequest): boolean {
    const [scheme = "", encoded = ""] = (headers.authorization ?? "").split(" ");
    const [keyId = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    if (scheme.toLowerCase() !== "basic" || secret === "") return false;
    if (keyId === sandboxRazorpay.keyId) return secret === sandboxRazorpay.keySecret;
    return /^rzp_(test|live)_\w+$/.test(keyId);
  }

  /** The entities of each event. A refund's webhook includes its payment. */
  function entitiesOf(event: string, all: JsonObject): JsonObject {
    const names =
      event.startsWith("payment_link.paid") || event === "order.paid"
        ? ["payment_link", "order", "payment"]
        : [event.split(".")[0] ?? "", ...(event.startsWith("refund.") ? ["payment"] : [])];
    return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
  }

  async function post(to: Hook, events: readonly string[], entities: JsonObject, wanted: JsonObject) {
    const repetition = parseRepetition(wanted);
    if (typeof repetition === "string") return [];
    const createdAt = secondsOf(context.now());
    const webhooks = events.map((event) =>
      eventWebhook({ ...to, event, entities: entitiesOf(event, entities), createdAt }),
    );
    const { signal } = running;
    const posted = await postRepeatedly(webhooks, repetition, (webhook) =>
      postWebhook(webhook, razorpayAnswerMs, signal),
    );
    return posted.map(({ item, status }) => ({
      event: item.event,
      eventId: item.headers["x-razorpay-event-id"],
      status,
    }));
  }

  /** Posts to the control's webhook, or to the default one, unless `webhook` is false. */
  async function postEvents(wanted: JsonObject, usual: readonly string[], entities: JsonObject): Promise<Answer> {
    const url = textOf(wanted.url) || hook?.url;
    const secret = textOf(wanted.webhookSecret) || hook?.secret || sandboxRazorpay.webhookSecret;
    const events = wanted.events === undefined ? usual : textsOf(wanted.events);
    const silent = wanted.webhook === false || url === undefined;
    return {
      status: 200,
      body: { ...entities, webhooks: silent ? [] : await post({ url, secret }, events, entities, wanted) },
    };
  }

  function linkOf({ id, reference_id }: JsonObject): RazorpayLink | undefined {
    const links = [...account.links.values()];
    return links.find((link) => (id === undefined ? link.referenceId === reference_id : link.id === id));
  }

  function attempt(link: RazorpayLink, status: RazorpayPayment["status"], wanted: JsonObject) {
    link.orderId ??= newId("order");
    const method = textOf(wanted.method) || "upi";
    const payment = newPayment({ link, orderId: link.orderId, method, status, now: context.now() });
    account.payments.set(payment.id, payment);
    return { payment, orderId: link.orderId };
  }

  function pay(link: RazorpayLink, wanted: JsonObject): Promise<Answer> | Answer {
    if (link.status !== "created") return problem(409, `The link is ${link.status}.`);
    const { payment, orderId } = attempt(link, "captured", wanted);
    const at = secondsOf(context.now());
    const { id: payment_id, method } = payment;
    const paid = { amount: link.amount, created_at: at, method, payment_id, plink_id: link.id, status: "captured" };
    Object.assign(link, { status: "paid", updatedAt: at, payments: [paid] });
    const attempts = [...account.payments.values()].filter((one) => one.orderId === orderId).length;
    const callback = textOf(link.fields.callback_url);
    const parameters = callbackParameters(link, payment_id, sandboxRazorpay.keySecret);
    return postEvents(wanted, ["payment.captured", "payment_link.paid"], {
      payment_link: entity(link),
      order: orderEntity(orderId, link, attempts),
      payment: paymentEntity(payment),
      callback: `${callback}${callback.includes("?") ? "&" : "?"}${parameters}`,
    });
  }

  function fail(link: RazorpayLink, wanted: JsonObject): Promise<Answer> | Answer {
    if (link.status !== "created") return problem(409, `The link is ${link.status}.`);
    const { payment } = attempt(link, "failed", wanted);
    return postEvents(wanted, ["payment.failed"], { payment: paymentEntity(payment) });
  }

  function expireNow(link: RazorpayLink, wanted: JsonObject): Promise<Answer> | Answer {
    if (link.status !== "created") return problem(409, `The link is ${link.status}.`);
    expire(link, secondsOf(context.now()));
    return postEvents(wanted, ["payment_link.expired"], { payment_link: entity(link) });
  }

  function refundLink(link: RazorpayLink, wanted: JsonObject): Promise<Answer> | Answer {
    const payment = account.payments.get(textOf(link.payments[0]?.payment_id));
    const made = refund(payment, wanted.amount === undefined ? {} : { amount: wanted.amount }, context.now());
    if (isAnswer(made) || !payment) return problem(409, "There is no payment to refund, or the amount is too high.");
    account.refunds.set(String(made.id), made);
    return postEvents(wanted, ["refund.created", "refund.processed"], {
      refund: made,
      payment: paymentEntity(payment),
    });
  }

  const app = new Hono<ProviderEnv>();
  app.get("/i/:id", async (c, next) => {
    const opened = account.links.get(c.req.param("id"));
    return opened ? reply(hostedPage(opened)) : await next();
  });
  app.use(async (c, next) => {
    if (!isAuthenticated(c.var.request)) return reply(unauthenticated());
    expireLinks(account, context.now());
    return await next();
  });
  app.route("/v1", api);
  app.all("*", () => reply(unknownAddress()));

  const controls = new Hono<ProviderEnv>();
  controls.get("/links", () => reply({ status: 200, body: [...account.links.values()].map(entity) }));
  controls.post("/settings", (c) => {
    const wanted = objectOf(c.var.request.body);
    const url = textOf(wanted.url);
    hook = url === "" ? null : { url, secret: textOf(wanted.webhookSecret) || sandboxRazorpay.webhookSecret };
    return reply({ status: 200, body: { url: hook?.url ?? null } });
  });
  for (const [path, act] of Object.entries({ pay, fail, refund: refundLink, expire: expireNow })) {
    controls.post(`/${path}`, async (c) => {
      const wanted = objectOf(c.var.request.body);
      const repetition = parseRepetition(wanted);
      if (typeof repetition === "string") return reply(problem(400, repetition));
      expireLinks(account, context.now());
      const link = linkOf(wanted);
      if (!link) return reply(problem(404, "Unknown link: give its id or its reference_id."));
      return reply(await act(link, wanted));
    });
  }

  return {
    name: "razorpay",
    app,
    controls,
    failure: razorpayFailure,
    reset() {
      running.abort();
      running = new AbortController();
      for (const kept of [account.links, account.payments, account.refunds]) kept.clear();
      hook = null;
    },
  };
}

/** The page behind a `short_url`, as the customer sees it. Payment happens through the control. */
function hostedPage({ amount, currency, status, id }: RazorpayLink): Answer {
  const text = `Razorpay (sandbox): ${id}, ${currency} ${(amount / 100).toFixed(2)}, ${status}.\n`;
  return { status: 200, body: Buffer.from(text), headers: { "content-type": "text/plain; charset=utf-8" } };
}

const problem = (status: number, message: string): Answer => ({ status, body: { error: { status, message } } });
