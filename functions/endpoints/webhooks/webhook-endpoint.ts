import { Problem } from "../../../shared/http/problem.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { bodyText, mediaType, readBody } from "../http/body.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { header } from "../http/headers.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";

/** A provider's request with its raw body, because signatures cover the exact bytes. */
export interface WebhookDelivery {
  /** The public URL that the provider called, built from configuration and never from the Host header. */
  readonly url: string;
  /** The part of the path that matches `*`. */
  readonly below?: string;
  readonly query: URLSearchParams;
  readonly rawBody: Buffer;
  header(name: string): string | undefined;
}

export interface Acknowledgement {
  readonly contentType: string;
  readonly body: string;
}

/** For providers that want JSON and read nothing of it. */
export const acknowledgedAsJson: Acknowledgement = { contentType: "application/json", body: "{}" };

/** One webhook of a provider: verifies, parses, publishes. A thrown error becomes a problem document. */
export interface Webhook {
  /** A path that ends in `/*` matches one more segment, which the delivery holds as `below`. */
  readonly path: `/webhooks/${string}`;
  readonly mediaType: string;
  readonly maxBodyBytes: number;
  receive(delivery: WebhookDelivery, log: Logger): Promise<Acknowledgement>;
  /** Handles a GET, for providers that verify the URL before they use it. */
  prove?(query: URLSearchParams, log: Logger): Promise<Acknowledgement>;
}

/** Says that webhooks can be reached, to the monitor that asks every minute: any webhook would log a refusal. */
const reachablePath = "/webhooks/reachable";

/** The endpoint for all webhooks. It responds with 200 only once the events are durable. */
export function webhookEndpoint(options: {
  readonly webhooks: readonly Webhook[];
  readonly publicUrl: string;
  readonly log: Logger;
}): HttpHandler {
  const byPath = new Map(options.webhooks.map((webhook) => [webhook.path as string, webhook]));
  const publicUrl = options.publicUrl.replace(/\/+$/, "");
  const messages = { refused: "Webhook refused", failed: "Webhook failed" };
  return httpShell({
    async find(exchange) {
      const { path, method, attributes } = exchange;
      attributes.path = path;
      if (path === reachablePath) return byMethod(path, { GET: async () => ({ status: 204, body: "" }) }, method);
      const webhook = byPath.get(path) ?? byPath.get(`${parentOf(path)}/*`);
      return webhook && byMethod(webhook.path, handlersOf(webhook), method);
    },
    messages,
    refusedLevel: "warn",
    log: options.log,
  });

  function handlersOf(webhook: Webhook): Readonly<Record<string, Resource["answer"]>> {
    const { prove } = webhook;
    return {
      ...(prove
        ? {
            GET: async ({ search, requestId, path }: Exchange) =>
              toHttpReply(await prove(new URLSearchParams(search), options.log.child({ requestId, path }))),
          }
        : {}),
      POST: async (exchange) => {
        const { requestId, path } = exchange;
        return toHttpReply(
          await webhook.receive(await read(exchange, webhook, publicUrl), options.log.child({ requestId, path })),
        );
      },
    };
  }
}

async function read(
  { request, path, search }: Exchange,
  webhook: Webhook,
  publicUrl: string,
): Promise<WebhookDelivery> {
  const type = mediaType(request);
  if (type !== webhook.mediaType)
    throw new Problem(415, "media-type-unsupported", `Content-Type must be ${webhook.mediaType}.`);
  const rawBody = await readBody(request, webhook.maxBodyBytes);
  const url = publicUrl + (search === "" ? path : `${path}?${search}`);
  const below = webhook.path.endsWith("/*") ? path.slice(parentOf(path).length + 1) : "";
  return { url, below, query: new URLSearchParams(search), rawBody, header: (name) => header(request, name) };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Providers send some dozen; reading one by its name takes time by their number. */
const mostParameters = 500;

/** @throws Problem 400 `body-not-utf8`, 400 `form-invalid` for more parameters than any provider sends. */
export function readForm(rawBody: Buffer): URLSearchParams {
  const text = bodyText(rawBody);
  if (text.split("&", mostParameters + 1).length > mostParameters)
    throw new Problem(400, "form-invalid", `The form has more than ${mostParameters} parameters.`);
  return new URLSearchParams(text);
}

function toHttpReply({ contentType, body }: Acknowledgement): HttpReply {
  return { status: 200, headers: { "Content-Type": contentType }, body };
}

/** The problem for a request that could not be verified. */
export function signatureProblem(detail: string): Problem {
  return new Problem(403, "signature-invalid", detail);
}
