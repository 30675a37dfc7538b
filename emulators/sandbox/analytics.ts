import { Hono } from "hono";
import { reply } from "../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../json.ts";
import { sandboxAnalytics } from "./credentials.ts";
import type { Provider, ProviderEnv, ProviderRequest } from "./provider.ts";

interface Message {
  readonly fieldPath: string;
  readonly description: string;
  readonly validationCode: string;
}

const reservedNames = [
  "ad_click",
  "app_remove",
  "error",
  "first_open",
  "first_visit",
  "session_start",
  "user_engagement",
];
const reservedPrefixes = /^(_|firebase_|ga_|google_|gtag\.)/;

/**
 * Emulates Google Analytics' Measurement Protocol. As Google does, `/mp/collect` answers 204 to everything and drops what is
 * wrong; `/debug/mp/collect` says what is wrong and records nothing. `GET /_sandbox/analytics/events` lists what was taken.
 */
export function analytics(): Provider {
  const events: JsonObject[] = [];

  function take({ query, body }: ProviderRequest): void {
    if (query.get("api_secret") !== sandboxAnalytics.apiSecret || validate(body).length > 0) return;
    const { client_id, consent, timestamp_micros, events: given } = objectOf(body);
    for (const event of listOf(given).filter(isObject)) events.push({ client_id, consent, timestamp_micros, ...event });
  }

  const app = new Hono<ProviderEnv>();
  app.post("/mp/collect", (c) => {
    take(c.var.request);
    return reply({ status: 204 });
  });
  app.post("/debug/mp/collect", (c) =>
    reply({ status: 200, body: { validationMessages: validate(c.var.request.body) } }),
  );
  app.all("*", () => reply({ status: 404, body: "Not found" }));

  const controls = new Hono<ProviderEnv>();
  controls.get("/events", () => reply({ status: 200, body: events }));

  return {
    name: "analytics",
    app,
    controls,
    failure: () => "Error",
    reset() {
      events.length = 0;
    },
  };
}

/** Google's rules ("Send Measurement Protocol events: limitations", "Validate events: validation codes"). */
function validate(body: unknown): readonly Message[] {
  const found: Message[] = [];
  const say = (fieldPath: string, validationCode: string, description: string) =>
    found.push({ fieldPath, validationCode, description });
  const { client_id, events } = objectOf(body);
  if (textOf(client_id) === "") say("client_id", "VALUE_REQUIRED", "Measurement requires a client_id.");
  if (listOf(events).length === 0) say("events", "VALUE_REQUIRED", "Measurement requires at least one event.");
  if (listOf(events).length > 25) say("events", "EXCEEDED_MAX_ENTITIES", "Measurement takes at most 25 events.");
  for (const event of listOf(events).map(objectOf)) {
    const name = textOf(event.name);
    if (!/^[A-Za-z]\w{0,39}$/.test(name)) say("events", "NAME_INVALID", `Event has an invalid name [${name}].`);
    if (reservedNames.includes(name) || reservedPrefixes.test(name))
      say("events", "NAME_RESERVED", `Event has a reserved name [${name}].`);
    const params = Object.entries(objectOf(event.params));
    if (params.length > 25)
      say("events.params", "EXCEEDED_MAX_ENTITIES", `Event [${name}] has more than 25 parameters.`);
    for (const [key, value] of params) {
      if (!/^[A-Za-z]\w{0,39}$/.test(key) || reservedPrefixes.test(key))
        say("events.params", "NAME_INVALID", `Event [${name}] has a parameter of an invalid name [${key}].`);
      if (typeof value === "string" && value.length > 100)
        say("events.params", "VALUE_OUT_OF_BOUNDS", `Parameter [${key}] has more than 100 characters.`);
    }
    const { currency, value, transaction_id } = objectOf(event.params);
    if (value !== undefined && !/^[A-Z]{3}$/.test(textOf(currency)))
      say("events.params", "VALUE_REQUIRED", `Event [${name}] with a value requires a currency.`);
    if (["purchase", "refund"].includes(name) && textOf(transaction_id) === "")
      say("events.params", "VALUE_REQUIRED", `Event [${name}] requires a transaction_id.`);
  }
  return found;
}
