import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../json.ts";
import { sandboxPlaces } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import {
  invalidArgument,
  keyInvalid,
  keyMissing,
  maskMissing,
  maskUnknown,
  placesFailure,
  placeUnknown,
} from "./errors.ts";
import { masked, unknownPath } from "./field-mask.ts";
import { findByText, findNearby } from "./find-places.ts";
import { invalidField, type MessageType, messageType, withNumericEnums } from "./message-types.ts";
import { samplePlaces } from "./sample-places.ts";

const maxReviews = 5;
const maxRadiusM = 50_000;

/**
 * Emulates the text search, the nearby search and the details of Google's Places API (New) over REST. Requests, field
 * masks and its own places are held against the messages that ship in @googlemaps/places. Accepts the sandbox's key.
 *
 * Controls under /_sandbox/places: `GET /places`; `POST /places` adds a place, or replaces the one of its id.
 */
export function places(_context: ProviderContext): Provider {
  let known = samplePlaces;

  function search(request: ProviderRequest, method: "SearchText" | "SearchNearby"): Answer {
    const body = objectOf(request.body);
    const wrong = invalidField(messageType(`${method}Request`), body) ?? invalidRequest(method, body);
    if (wrong !== undefined) return invalidArgument(wrong);
    const found = method === "SearchText" ? findByText(known, body) : findNearby(known, body);
    const answer = found.length === 0 ? {} : { places: found.map(shown) };
    return masking(request, messageType(`${method}Response`), answer);
  }

  function details(request: ProviderRequest, id: string): Answer {
    const place = known.find((each) => each.id === id);
    return place ? masking(request, messageType("Place"), shown(place)) : placeUnknown();
  }

  function save(body: unknown): Answer {
    const wrong = invalidField(messageType("Place"), body);
    if (wrong !== undefined || !isObject(body) || textOf(body.id) === "")
      return invalidArgument(wrong ?? "A place needs an id.");
    known = [...known.filter(({ id }) => id !== body.id), body];
    return { status: 201, body };
  }

  const app = new Hono<ProviderEnv>();
  app.use("*", async (c, next) => {
    const refused = refusedKey(c.var.request);
    return refused ? reply(refused) : next();
  });
  app.post("/v1/places:searchText", (c) => reply(search(c.var.request, "SearchText")));
  app.post("/v1/places:searchNearby", (c) => reply(search(c.var.request, "SearchNearby")));
  app.get("/v1/places/:id", (c) => reply(details(c.var.request, c.req.param("id"))));
  app.all("*", () => reply({ status: 404, body: "Not Found" }));

  const controls = new Hono<ProviderEnv>();
  controls.get("/places", () => reply({ status: 200, body: known }));
  controls.post("/places", (c) => reply(save(c.var.request.body)));

  return {
    name: "places",
    app,
    controls,
    failure: placesFailure,
    reset() {
      known = samplePlaces;
    },
  };
}

function refusedKey({ headers, query }: ProviderRequest): Answer | undefined {
  const key = headers["x-goog-api-key"] ?? query.get("key");
  if (!key) return keyMissing();
  return key === sandboxPlaces.apiKey ? undefined : keyInvalid();
}

/** What the API requires beyond the shapes of its messages. */
function invalidRequest(method: string, { textQuery, maxResultCount = 1, locationRestriction }: JsonObject) {
  if (Number(maxResultCount) < 1 || Number(maxResultCount) > 20)
    return "max_result_count must be between 1 and 20, inclusive.";
  if (method === "SearchText") return textOf(textQuery).trim() === "" ? "Empty text_query." : undefined;
  const radius = Number(objectOf(objectOf(locationRestriction).circle).radius);
  return radius > 0 && radius <= maxRadiusM ? undefined : "Invalid radius. Must be between 0 and 50000 meters.";
}

/** Google shows five reviews of a place. */
function shown(place: JsonObject): JsonObject {
  return Array.isArray(place.reviews) ? { ...place, reviews: place.reviews.slice(0, maxReviews) } : place;
}

function masking({ headers, query }: ProviderRequest, type: MessageType, message: JsonObject): Answer {
  const mask = String(headers["x-goog-fieldmask"] ?? query.get("fields") ?? "");
  const paths = mask.split(",").flatMap((path) => path.trim() || []);
  if (paths.length === 0) return maskMissing();
  const unknown = unknownPath(type, paths);
  if (unknown !== undefined) return maskUnknown(unknown);
  const kept = masked(message, paths);
  const numeric = query.get("$alt")?.includes("enum-encoding=int");
  return { status: 200, body: numeric ? withNumericEnums(type, kept) : kept };
}
