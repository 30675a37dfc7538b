import { Hono } from "hono";
import { type Answer, reply } from "../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../json.ts";
import { sandboxSlack } from "./credentials.ts";
import type { Provider, ProviderEnv } from "./provider.ts";

/**
 * Emulates Slack's incoming webhooks (docs.slack.dev, "Sending messages using incoming webhooks"): plain text answers, and its
 * words for what is wrong. `GET /_sandbox/slack/messages` lists what was posted.
 */
export function slack(): Provider {
  const messages: JsonObject[] = [];
  const path = new URL(sandboxSlack.webhookUrl).pathname;

  function post(body: unknown): Answer {
    if (!isObject(body)) return { status: 400, body: "invalid_payload" };
    const blocks = listOf(body.blocks).filter(isObject);
    if (textOf(body.text) === "" && blocks.length === 0) return { status: 400, body: "no_text" };
    const header = blocks.find(({ type }) => type === "header");
    if (header && textOf(objectOf(header.text).text).length > 150) return { status: 400, body: "invalid_blocks" };
    messages.push(body);
    return { status: 200, body: "ok" };
  }

  const app = new Hono<ProviderEnv>();
  app.post("/services/*", (c) => reply(c.var.request.path === path ? post(c.var.request.body) : gone));
  app.all("*", () => reply(gone));
  const controls = new Hono<ProviderEnv>();
  controls.get("/messages", () => reply({ status: 200, body: messages }));

  return {
    name: "slack",
    app,
    controls,
    failure: () => "internal_error",
    reset() {
      messages.length = 0;
    },
  };
}

const gone: Answer = { status: 404, body: "no_service" };
