import { Hono } from "hono";
import { type Answer, reply } from "../http.ts";
import { type JsonObject, objectOf, textOf } from "../json.ts";
import { sandboxPagerDuty } from "./credentials.ts";
import type { Provider, ProviderEnv } from "./provider.ts";

interface Alert {
  readonly dedup_key: string;
  status: "triggered" | "acknowledged" | "resolved";
  /** How often somebody was paged: a trigger of an alert that is open pages nobody. */
  pages: number;
  triggers: number;
  readonly payload: JsonObject;
}

const severities = ["critical", "error", "warning", "info"];

/**
 * Emulates PagerDuty's Events API v2 (developer.pagerduty.com, "Send an Alert Event"): one open alert for each `dedup_key`.
 * `GET /_sandbox/pagerduty/alerts` lists them, with the number of times that somebody was paged.
 */
export function pagerDuty(): Provider {
  const alerts = new Map<string, Alert>();
  let unnamed = 0;

  function enqueue(body: JsonObject): Answer {
    const { routing_key, event_action } = body;
    const payload = objectOf(body.payload);
    const errors: string[] = [];
    if (routing_key !== sandboxPagerDuty.routingKey) errors.push("Invalid routing key");
    if (!["trigger", "acknowledge", "resolve"].includes(textOf(event_action))) errors.push("'event_action' is invalid");
    if (event_action === "trigger") {
      for (const field of ["summary", "source", "severity"])
        if (textOf(payload[field]) === "") errors.push(`'payload.${field}' is missing or blank`);
      if (!severities.includes(textOf(payload.severity))) errors.push("'payload.severity' is invalid");
      if (textOf(payload.summary).length > 1_024) errors.push("'payload.summary' is too long");
    }
    const key = textOf(body.dedup_key);
    if (event_action !== "trigger" && key === "") errors.push("'dedup_key' is missing or blank");
    if (errors.length > 0)
      return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors } };
    if (key === "") unnamed += 1;
    const dedup_key = key || `sandbox-${unnamed}`;
    apply(dedup_key, textOf(event_action), payload);
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key } };
  }

  function apply(key: string, action: string, payload: JsonObject): void {
    const known = alerts.get(key);
    if (action === "trigger") {
      const alert = known ?? { dedup_key: key, status: "resolved" as const, pages: 0, triggers: 0, payload };
      if (alert.status === "resolved") alert.pages += 1;
      alert.triggers += 1;
      alert.status = "triggered";
      alerts.set(key, alert);
    } else if (known) known.status = action === "resolve" ? "resolved" : "acknowledged";
  }

  const app = new Hono<ProviderEnv>();
  app.post("/v2/enqueue", (c) => reply(enqueue(objectOf(c.var.request.body))));
  app.all("*", () => reply({ status: 404, body: "Not Found" }));
  const controls = new Hono<ProviderEnv>();
  controls.get("/alerts", () => reply({ status: 200, body: [...alerts.values()] }));

  return {
    name: "pagerduty",
    app,
    controls,
    failure: (status) => ({ status: "error", message: `Failed with ${status}` }),
    reset: () => alerts.clear(),
  };
}
