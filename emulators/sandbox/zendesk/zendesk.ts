import { type Context, Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../json.ts";
import { sandboxZendesk } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { parseRepetition, postRepeatedly, postWebhook } from "../webhook.ts";
import { type DeskTicket, desk as openDesk, ticketEntity } from "./desk.ts";
import { zendeskError, zendeskFailure, zendeskNotFound } from "./errors.ts";
import { commentEvent, ticketEvent, zendeskAnswerMs, zendeskWebhook } from "./events.ts";
import { searchTickets } from "./search.ts";

/** How long Zendesk keeps an Idempotency-Key (docs, "Ticketing API: idempotency"). */
const keyKeptMs = 2 * 3_600_000;

/**
 * Emulates Zendesk's tickets, comments, users and search below /api/v2, and signed webhooks of ticket events. Each
 * `Idempotency-Key` creates one ticket. Accepts `e-mail/token:key` with the sandbox's key, and that key or any other
 * token as an OAuth bearer. Rejects everything else.
 *
 * Controls under /_sandbox/zendesk: `POST /webhook {ticketId | externalId, status?, comment?: {body, public?}, type?,
 * payload?, url?, secret?, times?, shuffle?, atOnce?}` changes a ticket as an agent and posts each change to the
 * webhook (`payload` alone: what a trigger sends); `POST /settings {url?, secret?, searchLagMs?}`; `GET /tickets`.
 */
export function zendesk(context: ProviderContext): Provider {
  const desk = openDesk(() => context.now());
  const keys = new Map<string, { readonly body: string; readonly ticket: DeskTicket; readonly at: number }>();
  const usual = { url: "", secret: sandboxZendesk.webhookSecret as string, searchLagMs: 0 };
  let settings = usual;
  let running = new AbortController();
  const apiUrl = () => `${context.publicUrl()}/zendesk/api/v2`;
  const entity = (ticket: DeskTicket) => ticketEntity(ticket, apiUrl());

  function isAuthenticated({ headers }: ProviderRequest): boolean {
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
      return createdAnswer(earlier.ticket, "hit");
    }
    const given = objectOf(request.body).ticket;
    if (!isObject(given)) return zendeskError(400, "BadRequest", "Parameter ticket is required");
    const ticket = desk.createTicket(given);
    if (!("id" in ticket)) return ticket;
    if (key !== undefined) keys.set(key, { body: request.rawBody, ticket, at: now });
    return createdAnswer(ticket, key === undefined ? undefined : "miss");
  }

  function createdAnswer(ticket: DeskTicket, lookup: "hit" | "miss" | undefined): Answer {
    const location = `${apiUrl()}/tickets/${ticket.id}.json`;
    const headers = { location, ...(lookup === undefined ? {} : { "x-idempotency-lookup": lookup }) };
    const audit = { ticket_id: ticket.id, created_at: ticket.createdAt, author_id: ticket.requesterId, events: [] };
    return { status: 201, body: { ticket: entity(ticket), audit }, headers };
  }

  function change(ticket: DeskTicket, request: ProviderRequest): Answer {
    const given = objectOf(objectOf(request.body).ticket);
    const { safe_update, updated_stamp, ...fields } = given;
    if (safe_update === true && updated_stamp !== ticket.updatedAt) {
      return zendeskError(
        409,
        "UpdateConflict",
        "Safe Update prevented the update of this ticket: it was applyChanges meanwhile",
      );
    }
    const refused = desk.changeTicket(ticket, fields);
    return refused ?? { status: 200, body: { ticket: entity(ticket), audit: { ticket_id: ticket.id, events: [] } } };
  }

  function search(request: ProviderRequest): Answer {
    const query = request.query.get("query") ?? "";
    if (query === "") return zendeskError(422, "invalid", "Query cannot be blank");
    // New tickets are found only after some minutes (docs, "Search").
    const indexed = [...desk.tickets.values()].filter(
      ({ createdAt }) => Date.parse(createdAt) + settings.searchLagMs <= context.now().getTime(),
    );
    const found = searchTickets(query, indexed, desk.users).map((ticket) => ({
      ...entity(ticket),
      result_type: "ticket",
    }));
    return page("results", found, request, { facets: null });
  }

  /** Applies an agent's changes. Returns the payloads in the order in which Zendesk would send them. */
  function applyChanges(ticket: DeskTicket, wanted: JsonObject): readonly unknown[] | { readonly refused: Answer } {
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
    if (!ticket) return problem(404, "Unknown ticket: give its ticketId or externalId.");
    if (!URL.canParse(url)) return problem(400, "url must be the webhook's URL.");
    if (typeof repetition === "string") return problem(400, repetition);
    const payloads = applyChanges(ticket, wanted);
    if ("refused" in payloads) return payloads.refused;
    const webhooks = payloads.map((payload) => zendeskWebhook(url, secret, payload, context.now()));
    const { signal } = running;
    const posted = await postRepeatedly(webhooks, repetition, (one) => postWebhook(one, zendeskAnswerMs, signal));
    return { status: 200, body: { ticket: entity(ticket), payloads, statuses: posted.map(({ status }) => status) } };
  }

  const ofTicket =
    (act: (ticket: DeskTicket, request: ProviderRequest) => Answer) => (c: Context<ProviderEnv, "/:id">) => {
      const ticket = desk.tickets.get(Number.parseInt(c.req.param("id"), 10));
      return reply(ticket ? act(ticket, c.var.request) : zendeskNotFound());
    };

  const api = new Hono<ProviderEnv>();
  api.on("POST", ["/tickets", "/tickets.json"], (c) => reply(create(c.var.request)));
  api.on("GET", ["/tickets", "/tickets.json"], (c) => {
    const externalId = c.var.request.query.get("external_id");
    const all = [...desk.tickets.values()].filter(
      ({ fields }) => externalId === null || fields.external_id === externalId,
    );
    return reply(page("tickets", all.map(entity), c.var.request));
  });
  api.get(
    "/tickets/:id{\\d+(?:\\.json)?}",
    ofTicket((ticket) => ({ status: 200, body: { ticket: entity(ticket) } })),
  );
  api.put("/tickets/:id{\\d+(?:\\.json)?}", ofTicket(change));
  api.get(
    "/tickets/:id{\\d+}/:edge{comments(?:\\.json)?}",
    ofTicket(({ comments }, request) =>
      page(
        "comments",
        comments.map((comment) => ({ ...comment, type: "Comment", attachments: [] })),
        request,
      ),
    ),
  );
  api.on("GET", ["/search", "/search.json"], (c) => reply(search(c.var.request)));
  api.on("POST", ["/users", "/users.json", "/users/create_or_update", "/users/create_or_update.json"], (c) => {
    const saved = desk.saveUser(objectOf(objectOf(c.var.request.body).user));
    return reply("user" in saved ? { status: saved.created ? 201 : 200, body: { user: saved.user } } : saved);
  });
  api.get("/users/:id", (c) => {
    const id = c.req.param("id").replace(/\.json$/, "");
    const user = desk.users.get(id === "me" ? 1 : Number(id));
    return reply(user ? { status: 200, body: { user } } : zendeskNotFound());
  });

  const app = new Hono<ProviderEnv>();
  app.use(async (c, next) =>
    isAuthenticated(c.var.request) ? await next() : reply(zendeskError(401, "Couldn't authenticate you")),
  );
  app.route("/api/v2", api);
  app.all("*", () => reply(zendeskNotFound()));

  const controls = new Hono<ProviderEnv>();
  controls.post("/webhook", async (c) => reply(await webhook(objectOf(c.var.request.body))));
  controls.post("/settings", (c) => {
    const given = objectOf(c.var.request.body);
    const { url = settings.url, secret = settings.secret, searchLagMs = settings.searchLagMs } = given;
    if (!Number.isInteger(searchLagMs)) return reply(problem(400, "searchLagMs must be whole milliseconds."));
    settings = { url: textOf(url), secret: textOf(secret), searchLagMs: Number(searchLagMs) };
    return reply({ status: 200, body: settings });
  });
  controls.get("/tickets", () => {
    const all = [...desk.tickets.values()].map((ticket) => ({ ...entity(ticket), comments: ticket.comments }));
    return reply({ status: 200, body: all });
  });

  return {
    name: "zendesk",
    app,
    controls,
    failure: zendeskFailure,
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
