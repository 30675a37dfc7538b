import { Hono } from "hono";
import { type Answer, reply } from "../http.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../json.ts";
import { sandboxHubSpot } from "./credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "./provider.ts";

interface HubSpotObject {
  readonly id: string;
  properties: JsonObject;
  readonly associations: readonly string[];
  /** When the search knows it. */
  readonly foundFrom: number;
}

const kinds = ["contacts", "deals", "notes"];
const correlationId = "aeb5f871-7f07-4993-9211-075dc63e7cbf";

/**
 * Emulates contacts, deals and notes of HubSpot's CRM API v3. A mail address belongs to one contact; a phone number may
 * belong to several. The search knows new objects after `searchLagMs`. Accepts the sandbox's token.
 *
 * Controls under /_sandbox/hubspot: `GET /objects`; `POST /settings {searchLagMs}`.
 */
export function hubspot(context: ProviderContext): Provider {
  const objects = new Map<string, Map<string, HubSpotObject>>(kinds.map((kind) => [kind, new Map()]));
  let lastId = 0;
  let searchLagMs = 0;

  const of = (kind: string) => objects.get(kind) ?? new Map<string, HubSpotObject>();
  const withMail = (email: unknown, but?: string) =>
    [...of("contacts").values()].find(
      ({ id, properties }) => textOf(email) !== "" && properties.email === email && id !== but,
    );

  function create(kind: string, body: unknown): Answer {
    const { properties: given, associations } = objectOf(body);
    const properties = objectOf(given);
    const conflict = kind === "contacts" ? withMail(properties.email) : undefined;
    if (conflict) return hubspotError(409, "CONFLICT", `Contact already exists. Existing ID: ${conflict.id}`);
    const to = listOf(associations).map((each) => textOf(objectOf(objectOf(each).to).id));
    const stray = to.find((id) => !of("contacts").has(id));
    if (stray !== undefined) return hubspotError(400, "VALIDATION_ERROR", `CONTACT=${stray} is not valid`);
    const invalid = invalidProperty(kind, properties);
    if (invalid) return invalid;
    lastId += 1;
    const id = String(lastId);
    const foundFrom = context.now().getTime() + searchLagMs;
    const object = { id, properties, associations: to, foundFrom };
    of(kind).set(id, object);
    return { status: 201, body: view(object) };
  }

  function update(kind: string, id: string, body: unknown): Answer {
    const object = of(kind).get(id);
    if (!object) return hubspotError(404, "OBJECT_NOT_FOUND", "resource not found");
    const properties = objectOf(objectOf(body).properties);
    const conflict = kind === "contacts" ? withMail(properties.email, id) : undefined;
    if (conflict)
      return hubspotError(409, "CONFLICT", `A contact with the email already exists. Existing ID: ${conflict.id}`);
    object.properties = { ...object.properties, ...properties };
    return { status: 200, body: view(object) };
  }

  function search(kind: string, body: unknown): Answer {
    const groups = listOf(objectOf(body).filterGroups).map((group) => listOf(objectOf(group).filters).map(objectOf));
    const now = context.now().getTime();
    const found = [...of(kind).values()].filter(
      ({ properties, foundFrom }) =>
        foundFrom <= now &&
        groups.some((filters) => filters.every((filter) => properties[textOf(filter.propertyName)] === filter.value)),
    );
    return { status: 200, body: { total: found.length, results: found.map(view) } };
  }

  const app = new Hono<ProviderEnv>();
  app.use("*", async (c, next) =>
    isAuthenticated(c.var.request)
      ? next()
      : reply(hubspotError(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")),
  );
  const path = "/crm/v3/objects/:kind";
  app.get(path, (c) => {
    const all = [...of(c.req.param("kind")).values()];
    const limit = Number(c.var.request.query.get("limit") ?? 10) || 10;
    return reply({ status: 200, body: { results: all.slice(0, limit).map(view) } });
  });
  app.post(path, (c) => reply(create(c.req.param("kind"), c.var.request.body)));
  app.post(`${path}/search`, (c) => reply(search(c.req.param("kind"), c.var.request.body)));
  app.patch(`${path}/:id`, (c) => reply(update(c.req.param("kind"), c.req.param("id"), c.var.request.body)));
  app.all("*", () => reply(hubspotError(404, "OBJECT_NOT_FOUND", "resource not found")));

  const controls = new Hono<ProviderEnv>();
  controls.get("/objects", () => {
    const all = [...objects].map(([kind, found]) => [kind, [...found.values()]]);
    return reply({ status: 200, body: Object.fromEntries(all) });
  });
  controls.post("/settings", (c) => {
    searchLagMs = Number(objectOf(c.var.request.body).searchLagMs) || 0;
    return reply({ status: 200, body: { searchLagMs } });
  });

  return {
    name: "hubspot",
    app,
    controls,
    failure: (status) =>
      status === 429
        ? { status: "error", message: "You have reached your secondly limit.", errorType: "RATE_LIMIT", correlationId }
        : { status: "error", message: "internal error", correlationId },
    reset() {
      for (const found of objects.values()) found.clear();
      lastId = 0;
      searchLagMs = 0;
    },
  };
}

function isAuthenticated({ headers }: ProviderRequest): boolean {
  return headers.authorization === `Bearer ${sandboxHubSpot.accessToken}`;
}

function view({ id, properties }: HubSpotObject): JsonObject {
  return { id, properties, archived: false };
}

/** HubSpot docs, "Error handling". */
function hubspotError(status: number, category: string, message: string): Answer {
  return { status, body: { status: "error", message, correlationId, category } };
}

function invalidProperty(kind: string, { dealname, hs_timestamp, amount }: JsonObject): Answer | undefined {
  const missing =
    kind === "deals" && !dealname ? "dealname" : kind === "notes" && !hs_timestamp ? "hs_timestamp" : null;
  if (missing !== null)
    return hubspotError(
      400,
      "VALIDATION_ERROR",
      `Error creating object. Some required properties were not set: ${missing}.`,
    );
  if (amount !== undefined && Number.isNaN(Number(amount)))
    return hubspotError(400, "VALIDATION_ERROR", `Property values were not valid: ${amount} was not a valid number.`);
  return undefined;
}
