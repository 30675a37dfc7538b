import { type Context, Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, objectOf } from "../../json.ts";
import type { ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { badRequest, unknownAddress, unknownId } from "./errors.ts";
import { linkEntity, linkRefusal, newLink, type RazorpayLink, secondsOf } from "./links.ts";
import { orderEntity, paymentEntity, type RazorpayPayment, refund } from "./payments.ts";

/** An account's entities. */
export interface Account {
  readonly links: Map<string, RazorpayLink>;
  readonly payments: Map<string, RazorpayPayment>;
  readonly refunds: Map<string, JsonObject>;
}

/** Marks links as expired once their time has passed. */
export function expireLinks(account: Account, now: Date): void {
  for (const link of account.links.values()) {
    if (link.status === "created" && link.expireBy !== 0 && link.expireBy <= secondsOf(now))
      expire(link, link.expireBy);
  }
}

export function expire(link: RazorpayLink, at: number): void {
  Object.assign(link, { status: "expired", expiredAt: at, updatedAt: at });
}

/** `/v1/...`, for authenticated callers. `cancelled` is called for links that the API cancels. */
export function razorpayApi(account: Account, context: ProviderContext, cancelled: (link: RazorpayLink) => void) {
  const entity = (link: RazorpayLink) => linkEntity(link, context.publicUrl());
  const found = (body: unknown): Answer => (body === undefined ? unknownId() : { status: 200, body });

  function create(request: ProviderRequest): Answer {
    const body = objectOf(request.body);
    const taken = new Set([...account.links.values()].map(({ referenceId }) => referenceId));
    const refused = linkRefusal(body, taken, context.now());
    if (refused) return refused;
    const link = newLink(body, context.now());
    account.links.set(link.id, link);
    return { status: 200, body: entity(link) };
  }

  /** Newest first, filtered by `reference_id` and `payment_id` (docs, "Payment links: fetch all"). */
  function list({ query }: ProviderRequest): Answer {
    const [referenceId, paymentId] = [query.get("reference_id"), query.get("payment_id")];
    const [skip, count] = [Number(query.get("skip") ?? 0), Math.min(Number(query.get("count") ?? 10), 100)];
    const picked = [...account.links.values()]
      .filter((link) => referenceId === null || link.referenceId === referenceId)
      .filter((link) => paymentId === null || link.payments.some(({ payment_id }) => payment_id === paymentId))
      .reverse();
    return { status: 200, body: { payment_links: picked.slice(skip, skip + count).map(entity) } };
  }

  function cancel(link: RazorpayLink): Answer {
    if (link.status !== "created") {
      return badRequest(`Payment link cannot be cancelled as it is already ${link.status}`);
    }
    const at = secondsOf(context.now());
    Object.assign(link, { status: "cancelled", cancelledAt: at, updatedAt: at });
    cancelled(link);
    return { status: 200, body: entity(link) };
  }

  function notify(link: RazorpayLink): Answer {
    return link.status === "created"
      ? { status: 200, body: { success: true } }
      : badRequest(`Notification cannot be sent for a payment link that is ${link.status}`);
  }

  function edit(link: RazorpayLink, { body }: ProviderRequest): Answer {
    if (link.status !== "created") return badRequest(`Payment link cannot be edited as it is already ${link.status}`);
    const changed = newLink({ ...link.fields, ...objectOf(body) }, context.now());
    account.links.set(link.id, { ...changed, id: link.id, createdAt: link.createdAt });
    return { status: 200, body: entity(account.links.get(link.id) ?? link) };
  }

  function refundOf(id: string, body: unknown): Answer {
    const made = refund(account.payments.get(id), objectOf(body), context.now());
    if (isAnswer(made)) return made;
    account.refunds.set(String(made.id), made);
    return { status: 200, body: made };
  }

  function ofOrder(id: string, show: (link: RazorpayLink, payments: readonly RazorpayPayment[]) => unknown): Answer {
    const payments = [...account.payments.values()].filter(({ orderId }) => orderId === id);
    const [first] = payments;
    return first ? { status: 200, body: show(first.link, payments) } : unknownId();
  }

  const collection = (items: readonly unknown[]) => ({ entity: "collection", count: items.length, items });

  const api = new Hono<ProviderEnv>();
  api.on("POST", ["/payment_links", "/payment_links/"], (c) => reply(create(c.var.request)));
  api.on("GET", ["/payment_links", "/payment_links/"], (c) => reply(list(c.var.request)));
  const ofLink =
    (act: (link: RazorpayLink, request: ProviderRequest) => Answer) => (c: Context<ProviderEnv, "/:id">) => {
      const link = account.links.get(c.req.param("id"));
      return reply(link ? act(link, c.var.request) : unknownId());
    };
  api.get(
    "/payment_links/:id",
    ofLink((link) => ({ status: 200, body: entity(link) })),
  );
  api.patch("/payment_links/:id", ofLink(edit));
  api.post("/payment_links/:id/cancel", ofLink(cancel));
  api.post("/payment_links/:id/notify_by/:medium{sms|email|whatsapp}", ofLink(notify));
  api.all("/payment_links/:id/*", ofLink(unknownAddress));
  api.get("/payments/:id", (c) => {
    const payment = account.payments.get(c.req.param("id"));
    return reply(found(payment && paymentEntity(payment)));
  });
  api.get("/payments/:id/refunds", (c) => {
    const id = c.req.param("id");
    const refunds = [...account.refunds.values()].filter(({ payment_id }) => payment_id === id);
    return reply({ status: 200, body: collection(refunds) });
  });
  api.post("/payments/:id/refund", (c) => reply(refundOf(c.req.param("id"), c.var.request.body)));
  api.get("/orders/:id", (c) => {
    const id = c.req.param("id");
    return reply(ofOrder(id, (link, payments) => orderEntity(id, link, payments.length)));
  });
  api.get("/orders/:id/payments", (c) =>
    reply(ofOrder(c.req.param("id"), (_, payments) => collection(payments.map(paymentEntity)))),
  );
  api.get("/refunds/:id", (c) => reply(found(account.refunds.get(c.req.param("id")))));
  return api;
}

export function isAnswer(made: JsonObject | Answer): made is Answer {
  return typeof made.status === "number" && isObject(made.body);
}
