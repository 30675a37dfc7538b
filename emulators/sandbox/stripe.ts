import { Hono } from "hono";
import { type Answer, reply } from "../http.ts";
import { type JsonObject, objectOf, textOf } from "../json.ts";
import { sandboxStripe } from "./credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "./provider.ts";

/** Stripe keeps both for at least 24 hours (docs.stripe.com: "Idempotent requests", "Meter event"). */
const keptMs = 24 * 3_600_000;

/**
 * Emulates what the product uses of Stripe: invoices to read, credit notes with `Idempotency-Key`, meter events that are unique
 * by `identifier`. Bodies are forms, as Stripe's client sends them.
 *
 * Controls: `POST /_sandbox/stripe/invoices {customer, currency, total, status, period_start, period_end}` makes an invoice;
 * `GET /_sandbox/stripe/credit-notes` and `GET /_sandbox/stripe/meter-events` list what was made.
 */
export function stripe({ now }: ProviderContext): Provider {
  const invoices: JsonObject[] = [];
  const notes: JsonObject[] = [];
  const events: JsonObject[] = [];
  const answered = new Map<string, { readonly line: string; readonly answer: Answer; readonly at: number }>();
  const identifiers = new Map<string, number>();

  function once(request: ProviderRequest, act: (body: JsonObject) => Answer): Answer {
    const key = request.headers["idempotency-key"]?.toString();
    const line = `${request.method} ${request.path} ${request.rawBody}`;
    const at = now().getTime();
    const earlier = key === undefined ? undefined : answered.get(key);
    if (earlier && at - earlier.at < keptMs) {
      if (earlier.line === line) return { ...earlier.answer, headers: { "idempotent-replayed": "true" } };
      return failure(
        400,
        "idempotency_error",
        `Keys for idempotent requests can only be used with the same parameters.`,
      );
    }
    const answer = act(objectOf(request.body));
    if (key !== undefined) answered.set(key, { line, answer, at });
    return answer;
  }

  function creditNote(body: JsonObject): Answer {
    const invoice = invoices.find(({ id }) => id === body.invoice);
    if (!invoice) return failure(404, "invalid_request_error", `No such invoice: '${textOf(body.invoice)}'`);
    const amount = Number(body.amount);
    if (!Number.isInteger(amount) || amount <= 0) return failure(400, "invalid_request_error", "Invalid amount.");
    if (invoice.status === "paid" && Number(body.credit_amount) !== amount)
      return failure(
        400,
        "invalid_request_error",
        "The sum of credit_amount, refund_amount and out_of_band_amount must equal the amount.",
      );
    const credited = notes
      .filter((note) => note.invoice === invoice.id)
      .reduce((sum, note) => sum + Number(note.amount), 0);
    if (credited + amount > Number(invoice.total))
      return failure(
        400,
        "invalid_request_error",
        "The credit note's amount is greater than what is left of the invoice.",
      );
    const metadata = Object.fromEntries(
      Object.entries(body).flatMap(([name, value]) => {
        const [, field] = /^metadata\[(.+)\]$/.exec(name) ?? [];
        return field === undefined ? [] : [[field, value]];
      }),
    );
    const note = {
      id: `cn_sandbox${notes.length + 1}`,
      object: "credit_note",
      status: "issued",
      invoice: invoice.id,
      amount,
      metadata,
    };
    notes.push(note);
    return { status: 200, body: note };
  }

  function meterEvent(body: JsonObject): Answer {
    const { event_name, identifier, timestamp } = body;
    const payload = { stripe_customer_id: body["payload[stripe_customer_id]"], value: body["payload[value]"] };
    if (textOf(event_name) === "") return failure(400, "invalid_request_error", "Missing required param: event_name.");
    if (textOf(payload.stripe_customer_id) === "" || !/^\d+$/.test(textOf(payload.value)))
      return failure(400, "invalid_request_error", "Missing required param: payload.");
    const id = textOf(identifier) || `sandbox-${events.length + 1}`;
    const at = now().getTime();
    if (at - (identifiers.get(id) ?? Number.NEGATIVE_INFINITY) < keptMs)
      return failure(400, "invalid_request_error", `An event already exists with identifier ${id}.`);
    identifiers.set(id, at);
    const event = {
      object: "billing.meter_event",
      event_name,
      identifier: id,
      payload,
      timestamp: Number(timestamp),
      livemode: false,
    };
    events.push(event);
    return { status: 200, body: event };
  }

  const app = new Hono<ProviderEnv>();
  app.use(async (c, next) => {
    const { authorization } = c.var.request.headers;
    if (authorization === `Bearer ${sandboxStripe.secretKey}`) return next();
    return reply(failure(401, "invalid_request_error", "Invalid API Key provided."));
  });
  app.get("/v1/invoices", (c) => reply(list(invoices, "customer", c.var.request)));
  app.get("/v1/credit_notes", (c) => reply(list(notes, "invoice", c.var.request)));
  app.post("/v1/credit_notes", (c) => reply(once(c.var.request, creditNote)));
  app.post("/v1/billing/meter_events", (c) => reply(once(c.var.request, meterEvent)));
  app.all("*", (c) =>
    reply(failure(404, "invalid_request_error", `Unrecognized request URL (${c.var.request.path}).`)),
  );

  const controls = new Hono<ProviderEnv>();
  controls.post("/invoices", (c) => {
    const invoice = { ...objectOf(c.var.request.body), id: `in_sandbox${invoices.length + 1}`, object: "invoice" };
    invoices.push(invoice);
    return reply({ status: 201, body: invoice });
  });
  controls.get("/credit-notes", () => reply({ status: 200, body: notes }));
  controls.get("/meter-events", () => reply({ status: 200, body: events }));

  return {
    name: "stripe",
    app,
    controls,
    failure: (status) => ({ error: { type: "api_error", message: `Failed with ${status}` } }),
    reset() {
      for (const each of [invoices, notes, events]) each.length = 0;
      answered.clear();
      identifiers.clear();
    },
  };
}

function list(items: readonly JsonObject[], by: string, { query, path }: ProviderRequest): Answer {
  const wanted = query.get(by);
  const data = items.filter((item) => wanted === null || item[by] === wanted).reverse();
  return { status: 200, body: { object: "list", url: path, has_more: false, data } };
}

function failure(status: number, type: string, message: string): Answer {
  return { status, body: { error: { type, message } } };
}
