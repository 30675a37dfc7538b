import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, objectOf } from "../../json.ts";
import type { ProviderContext, ProviderRequest } from "../provider.ts";
import { badRequest, razorpayError, unknownId } from "./errors.ts";
import { linkEntity, linkRefusal, newLink, type PaymentLink, secondsOf } from "./links.ts";
import { orderEntity, type Payment, paymentEntity, refund } from "./payments.ts";

/** What an account holds. */
export interface Account {
  readonly links: Map<string, PaymentLink>;
  readonly payments: Map<string, Payment>;
  readonly refunds: Map<string, JsonObject>;
}

/** A link whose time is up reads as expired from then on. */
export function expireLate(account: Account, now: Date): void {
  for (const link of account.links.values()) {
    if (link.status === "created" && link.expireBy !== 0 && link.expireBy <= secondsOf(now))
      expire(link, link.expireBy);
  }
}

export function expire(link: PaymentLink, at: number): void {
  Object.assign(link, { status: "expired", expiredAt: at, updatedAt: at });
}

/** `/v1/...`, once the caller has been recognised. `cancelled` hears of links that the API cancels. */
export function razorpayApi(account: Account, context: ProviderContext, cancelled: (link: PaymentLink) => void) {
  const entity = (link: PaymentLink) => linkEntity(link, context.publicUrl());
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

  /** Newest first; `reference_id` and `payment_id` pick (docs, "Payment links: fetch all"). */
  function list({ query }: ProviderRequest): Answer {
    const [referenceId, paymentId] = [query.get("reference_id"), query.get("payment_id")];
    const [skip, count] = [Number(query.get("skip") ?? 0), Math.min(Number(query.get("count") ?? 10), 100)];
    const picked = [...account.links.values()]
      .filter((link) => referenceId === null || link.referenceId === referenceId)
      .filter((link) => paymentId === null || link.payments.some(({ payment_id }) => payment_id === paymentId))
      .reverse();
    return { status: 200, body: { payment_links: picked.slice(skip, skip + count).map(entity) } };
  }

  function ofLink(link: PaymentLink, action: string, { method, body }: ProviderRequest): Answer {
    if (method === "GET" && action === "") return { status: 200, body: entity(link) };
    if (method === "POST" && action === "cancel") {
      if (link.status !== "created") {
        return badRequest(`Payment link cannot be cancelled as it is already ${link.status}`);
      }
      const at = secondsOf(context.now());
      Object.assign(link, { status: "cancelled", cancelledAt: at, updatedAt: at });
      cancelled(link);
      return { status: 200, body: entity(link) };
    }
    if (method === "POST" && /^notify_by\/(sms|email|whatsapp)$/.test(action)) {
      return link.status === "created"
        ? { status: 200, body: { success: true } }
        : badRequest(`Notification cannot be sent for a payment link that is ${link.status}`);
    }
    if (method === "PATCH" && action === "") {
      if (link.status !== "created") return badRequest(`Payment link cannot be edited as it is already ${link.status}`);
      const changed = newLink({ ...link.fields, ...objectOf(body) }, context.now());
      account.links.set(link.id, { ...changed, id: link.id, createdAt: link.createdAt });
      return { status: 200, body: entity(account.links.get(link.id) ?? link) };
    }
    return notFound();
  }

  function ofPayment(id: string, action: string, request: ProviderRequest): Answer {
    const payment = account.payments.get(id);
    if (request.method === "GET" && action === "") return found(payment && paymentEntity(payment));
    const refunds = [...account.refunds.values()].filter(({ payment_id }) => payment_id === id);
    if (request.method === "GET" && action === "refunds") {
      return { status: 200, body: { entity: "collection", count: refunds.length, items: refunds } };
    }
    if (request.method !== "POST" || action !== "refund") return notFound();
    const made = refund(payment, objectOf(request.body), context.now());
    if (isAnswer(made)) return made;
    account.refunds.set(String(made.id), made);
    return { status: 200, body: made };
  }

  function ofOrder(id: string, action: string): Answer {
    const payments = [...account.payments.values()].filter(({ orderId }) => orderId === id);
    const [first] = payments;
    if (!first) return unknownId();
    if (action === "") return { status: 200, body: orderEntity(id, first.link, payments.length) };
    const items = payments.map(paymentEntity);
    return action === "payments"
      ? { status: 200, body: { entity: "collection", count: items.length, items } }
      : notFound();
  }

  return (request: ProviderRequest): Answer => {
    const { method, path } = request;
    const [, kind = "", id, action = ""] = /^\/v1\/(\w+)\/?(?:(?<=\/)(\w+)(?:\/([\w/]+))?)?$/.exec(path) ?? [];
    if (kind === "payment_links" && id === undefined) {
      if (method === "POST") return create(request);
      return method === "GET" ? list(request) : notFound();
    }
    if (id === undefined) return notFound();
    const link = account.links.get(id);
    if (kind === "payment_links") return link ? ofLink(link, action, request) : unknownId();
    if (kind === "payments") return ofPayment(id, action, request);
    if (kind === "orders" && method === "GET") return ofOrder(id, action);
    if (kind === "refunds" && method === "GET") return found(account.refunds.get(id));
    return notFound();
  };
}

export function isAnswer(made: JsonObject | Answer): made is Answer {
  return typeof made.status === "number" && isObject(made.body);
}

const notFound = (): Answer =>
  razorpayError(404, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.");
