import type { Answer } from "../http.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../json.ts";
import { sandboxZendesk } from "./credentials.ts";
import type { Provider, ProviderContext, ProviderRequest } from "./provider.ts";
import { parseRepetition, postRepeatedly, postWebhook } from "./webhook.ts";
import { desk as openDesk, type Ticket, ticketEntity } from "./zendesk/desk.ts";
import { generalFailure, notFound, zendeskError } from "./zendesk/errors.ts";
import { answerMs, commentEvent, ticketEvent, zendeskWebhook } from "./zendesk/events.ts";
import { searchTickets } from "./zendesk/search.ts";

/** How long Zendesk keeps an Idempotency-Key (docs, "Ticketing API: idempotency"). */
const keyKeptMs = 2 * 3_600_000;

/**
 * Zendesk's tickets, comments, users and search below /api/v2, and signed webhooks of ticket events. One
 * `Idempotency-Key` makes one ticket. Takes `e-mail/token:key` with the sandbox's key, that key or any other token as
 * a bearer of OAuth, and refuses the rest.
 *
 * Controls under /_sandbox/zendesk: `POST /webhook {ticketId | externalId, status?, comment?: {body, public?}, type?,
 * payload?, url?, secret?, times?, shuffle?, atOnce?}` changes a ticket as an agent and tells the webhook of each
 * change (`payload` alone: what a trigger sends); `POST /settings {url?, secret?, searchLagMs?}`; `GET /tickets`.
 */
export function zendesk(context: ProviderContext): Provider {
  const desk = openDesk(() => context.now());
  const keys = new Map<string, { readonly body: string; readonly ticket: Ticket; readonly at: number }>();
  const usual = { url: "", secret: sandboxZendesk.webhookSecret as string, searchLagMs: 0 };
  let settings = usual;
  let running = new AbortController();
  const apiUrl = () => `${context.publicUrl()}/zendesk/api/v2`;
  const entity = (ticket: Ticket) => ticketEntity(ticket, apiUrl());

  function authenticated({ headers }: ProviderRequest): boolean {
    const [scheme = "", credentials = ""] = (headers.authorization ?? "").split(" ");
    if (scheme.toLowerCase() === "bearer") return credentials !== "";
    const [name = "", key = ""] = Buffer.from(credentials, "base64").toString("utf8").split(":");
    const known = key === sandboxZendesk.apiKey || /^[A-Za-z0-9]{40}$/.test(key);
    return scheme.toLowerCase() === "basic" && /^\S+@\S+\/token$/.test(name) && known;
  }

  function page(name: string, items: readonly JsonObject[], { query, path }: ProviderRequest, more: JsonObject = {}) {
    const size = Math.min(Number(query.get("per_page") ?? 100) || 100, 100);
    const number = Number(query.get("page") ?? 1) || 1;
    const at = (wanted: number) => {
      const next = new URLSearchParams(query);
      next.set("page", String(wanted));
      return `${context.publicUrl()}/zendesk${path}?${next}`;
    };
    return {
      status: 200,
      body: {
        [name]: items.slice((number - 1) * size, number * size),
        ...more,
        next_page: items.length > number * size ? at(number + 1) : null,
        previous_page: number > 1 ? at(number - 1) : null,
        count: items.length,
      },
    };
  }

  function create(request: ProviderRequest): Answer {
    const key = request.headers["idempotency-key"]?.toString();
    const now = context.now().getTime();
    const earlier = key === undefined ? undefined : keys.get(key);
    if (earlier && now - earlier.at < keyKeptMs) {
      if (earlier.body !== request.rawBody) {
        return zendeskError(400, "IdempotentRequestError", "Request parameters don't match the given idempotency key");
      }
      return made(earlier.ticket, "hit");
    }
    const given = objectOf(request.body).ticket;
    if (!isObject(given)) return zendeskError(400, "BadRequest", "Parameter ticket is required");
    const ticket = desk.createTicket(given);
    if (!("id" in ticket)) return ticket;
    if (key !== undefined) keys.set(key, { body: request.rawBody, ticket, at: now });
    return made(ticket, key === undefined ? undefined : "miss");
  }

  function made(ticket: Ticket, lookup: "hit" | "miss" | undefined): Answer {
    const location = `${apiUrl()}/tickets/${ticket.id}.json`;
    const headers = { location, ...(lookup === undefined ? {} : { "x-idempotency-lookup": lookup }) };
    const audit = { ticket_id: ticket.id, created_at: ticket.createdAt, author_id: ticket.requesterId, events: [] };
    return { status: 201, body: { ticket: entity(ticket), audit }, headers };
  }

  function ofTicket(ticket: Ticket, edge: string | undefined, request: ProviderRequest): Answer {
    if (request.method === "GET" && edge === undefined) return { status: 200, body: { ticket: entity(ticket) } };
    if (request.method === "GET" && edge === "comments") {
      return page(
        "comments",
        ticket.comments.map((comment) => ({ ...comment, type: "Comment", attachments: [] })),
        request,
      );
    }
    if (request.method !== "PUT" || edge !== undefined) return notFound();
    const given = objectOf(objectOf(request.body).ticket);
    const { safe_update, updated_stamp, ...fields } = given;
    if (safe_update === true && updated_stamp !== ticket.updatedAt) {
      return zendeskError(
        409,
        "UpdateConflict",
        "Safe Update prevented the update of this ticket: it was changed meanwhile",
      );
    }
    const refused = desk.changeTicket(ticket, fields);
    return refused ?? { status: 200, body: { ticket: entity(ticket), audit: { ticket_id: ticket.id, events: [] } } };
  }

  function search(request: ProviderRequest): Answer {
    const query = request.query.get("query") ?? "";
    if (query === "") return zendeskError(422, "invalid", "Query cannot be blank");
    // New tickets take some minutes to be found (docs, "Search").
    const indexed = [...desk.tickets.values()].filter(
      ({ createdAt }) => Date.parse(createdAt) + settings.searchLagMs <= context.now().getTime(),
    );
    const found = searchTickets(query, indexed, desk.users).map((ticket) => ({
      ...entity(ticket),
      result_type: "ticket",
    }));
    return page("results", found, request, { facets: null });
  }

  function handle(request: ProviderRequest): Answer {
    if (!authenticated(request)) return zendeskError(401, "Couldn't authenticate you");
    const { method, query } = request;
    const [, kind = "", id, edge] = /^\/api\/v2\/(\w+)(?:\/(\w+))?(?:\/(\w+))?(?:\.json)?$/.exec(request.path) ?? [];
    if (kind === "tickets" && id === undefined) {
      if (method === "POST") return create(request);
      const externalId = query.get("external_id");
      const all = [...desk.tickets.values()].filter(
        ({ fields }) => externalId === null || fields.external_id === externalId,
      );
      return method === "GET" ? page("tickets", all.map(entity), request) : notFound();
    }
    const ticket = kind === "tickets" ? desk.tickets.get(Number(id)) : undefined;
    if (ticket) return ofTicket(ticket, edge, request);
    if (kind === "search" && method === "GET") return search(request);
    if (kind === "users" && method === "POST" && (id === "create_or_update" || id === undefined)) {
      const saved = desk.saveUser(objectOf(objectOf(request.body).user));
      return "user" in saved ? { status: saved.created ? 201 : 200, body: { user: saved.user } } : saved;
    }
    const user = kind === "users" ? desk.users.get(id === "me" ? 1 : Number(id)) : undefined;
    return user && method === "GET" ? { status: 200, body: { user } } : notFound();
  }

  /** What an agent does, as payloads in the order Zendesk would send them. */
  function changed(ticket: Ticket, wanted: JsonObject): readonly unknown[] | { readonly refused: Answer } {
    const { status, comment, type, payload } = wanted;
    const previous = ticket.status;
    const refused = desk.changeTicket(ticket, {
      ...(status === undefined ? {} : { status }),
      ...(isObject(comment) ? { comment } : {}),
    });
    if (refused) return { refused };
    if (payload !== undefined) return [payload];
    const now = context.now();
    const added = isObject(comment) ? ticket.comments.at(-1) : undefined;
    const moved = { current: ticket.status.toUpperCase(), previous: previous.toUpperCase() };
    return [
      ...(added ? [ticketEvent(ticket, "ticket.comment_added", commentEvent(added), now)] : []),
      ...(ticket.status === previous ? [] : [ticketEvent(ticket, "ticket.status_changed", moved, now)]),
      ...(typeof type === "string" ? [ticketEvent(ticket, type, objectOf(wanted.event), now)] : []),
    ];
  }

  async function webhook(wanted: JsonObject): Promise<Answer> {
    const { ticketId, externalId } = wanted;
    const ticket = [...desk.tickets.values()].find(({ id, fields }) =>
      ticketId === undefined ? fields.external_id === externalId : id === Number(ticketId),
    );
    const [url, secret] = [textOf(wanted.url) || settings.url, textOf(wanted.secret) || settings.secret];
    const repetition = parseRepetition(wanted);
    if (!ticket) return problem(404, "There is no such ticket: give its ticketId or externalId.");
    if (!URL.canParse(url)) return problem(400, "url must be the webhook's address.");
    if (typeof repetition === "string") return problem(400, repetition);
    const payloads = changed(ticket, wanted);
    if ("refused" in payloads) return payloads.refused;
    const webhooks = payloads.map((payload) => zendeskWebhook(url, secret, payload, context.now()));
    const { signal } = running;
    const posted = await postRepeatedly(webhooks, repetition, (one) => postWebhook(one, answerMs, signal));
    return { status: 200, body: { ticket: entity(ticket), payloads, statuses: posted.map(({ status }) => status) } };
  }

  function control({ method, path, body }: ProviderRequest): Promise<Answer> | Answer | undefined {
    const wanted = objectOf(body);
    switch (`${method} ${path}`) {
      case "POST /webhook":
        return webhook(wanted);
      case "POST /settings": {
        const { url = settings.url, secret = settings.secret, searchLagMs = settings.searchLagMs } = wanted;
        if (!Number.isInteger(searchLagMs)) return problem(400, "searchLagMs must be whole milliseconds.");
        settings = { url: textOf(url), secret: textOf(secret), searchLagMs: Number(searchLagMs) };
        return { status: 200, body: settings };
      }
      case "GET /tickets": {
        const all = [...desk.tickets.values()].map((ticket) => ({ ...entity(ticket), comments: ticket.comments }));
        return { status: 200, body: all };
      }
      default:
        return undefined;
    }
  }

  return {
    name: "zendesk",
    handle,
    control,
    failure: generalFailure,
    reset() {
      running.abort();
      running = new AbortController();
      desk.clear();
      keys.clear();
      settings = usual;
    },
  };
}

const problem = (status: number, message: string): Answer => ({ status, body: { error: { status, message } } });
