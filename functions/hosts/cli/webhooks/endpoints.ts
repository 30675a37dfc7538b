import { z } from "zod";
import { EndpointView, WithSecret } from "../../../engines/webhooks/endpoint-routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson, printTable, shortenLine } from "../output.ts";

type JsonOptions = ServerOptions & { readonly json?: boolean };

export interface EndpointOptions extends JsonOptions {
  readonly endpoint: string;
}

const path = "/v1/webhook-endpoints";

export async function listEndpoints(options: JsonOptions): Promise<void> {
  const api = await connect(options, "admin");
  const { items } = await api.get(path, { reply: z.object({ items: z.array(EndpointView) }) });
  if (options.json) return printJson(items);
  if (items.length === 0) return print(`${options.client} has no webhook endpoints.`);
  printTable(
    ["id", "address", "from", "events", "status"],
    items.map(({ id, url, integration, events, enabled, disabled_reason: reason }) => [
      id,
      url,
      integration === null ? "API" : `integration ${integration}`,
      shortenLine(events.join(" "), 60),
      enabled ? "enabled" : `disabled: ${reason}`,
    ]),
  );
}

export async function createEndpoint(
  options: JsonOptions & {
    readonly address: string;
    readonly events: readonly string[];
    readonly description?: string;
  },
): Promise<void> {
  const { address: url, events, description = null } = options;
  const api = await connect(options, "admin");
  const created = await api.send("POST", path, { url, events, description }, WithSecret);
  if (options.json) return printJson(created);
  print(`Created ${created.id}. Its secret is shown only now:\n${created.secret}`);
}

export async function switchEndpoint(enabled: boolean, options: EndpointOptions): Promise<void> {
  const api = await connect(options, "admin");
  const changed = await api.send("PATCH", `${path}/${encodeURIComponent(options.endpoint)}`, { enabled }, EndpointView);
  if (options.json) return printJson(changed);
  print(
    enabled
      ? `${changed.id} receives new events again. \`webhooks deliveries\` and \`webhooks replay\` send what it missed.`
      : `${changed.id} receives nothing until it is enabled.`,
  );
}

export async function deleteEndpoint(options: EndpointOptions): Promise<void> {
  const api = await connect(options, "admin");
  const deleted = await api.delete("/v1/webhook-endpoints/:id", {
    params: { id: options.endpoint },
    reply: EndpointView,
  });
  if (options.json) return printJson(deleted);
  print(`${deleted.id} is deleted. Nothing more is sent to ${deleted.url}.`);
}

export async function rotateSecret(options: EndpointOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: options.endpoint };
  const rotated = await api.post("/v1/webhook-endpoints/:id/rotate-secret", { params, reply: WithSecret });
  if (options.json) return printJson(rotated);
  print(
    `The new secret of ${rotated.id} is shown only now:\n${rotated.secret}\nThe old one signs too until ${rotated.previous_secret_until}.`,
  );
}
