import type { ServerResponse } from "node:http";
import { type ArrivedRequest, bodyText, mediaType, readBody } from "../../../shared/http/body.ts";
import type { HttpHandler } from "../../../shared/http/handler.ts";
import { dataHeaders, header, requestIdOf } from "../../../shared/http/headers.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { sendProblem, toProblem } from "../../../shared/http/problem-reply.ts";
import { withoutDomains } from "../../../shared/http/without-domains.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";

/** What a provider sent, its body still as it came: signatures are over exactly that. */
export interface WebhookDelivery {
  /** The public URL the provider called, from configuration and never from the Host header. */
  readonly url: string;
  /** What stands in the place of the path's `*`. */
  readonly below?: string;
  readonly query: URLSearchParams;
  readonly rawBody: Buffer;
  header(name: string): string | undefined;
}

export interface Acknowledgement {
  readonly contentType: string;
  readonly body: string;
}

/** One provider's address: verifies, parses, publishes. What it throws becomes a problem document. */
export interface Webhook {
  /** One that ends in `/*` stands for every address a step below it: the delivery says which. */
  readonly path: `/webhooks/${string}`;
  readonly mediaType: string;
  readonly maxBodyBytes: number;
  receive(delivery: WebhookDelivery, log: Logger): Promise<Acknowledgement>;
  /** Answers a GET, where the provider has the address proved before it calls it. */
  prove?(query: URLSearchParams, log: Logger): Promise<Acknowledgement>;
}

/** The door for providers' calls. It answers 200 only once what was sent is durable. */
export function webhookDoor(options: {
  readonly webhooks: readonly Webhook[];
  readonly publicUrl: string;
  readonly log: Logger;
}): HttpHandler {
  withoutDomains();
  const byPath = new Map(options.webhooks.map((webhook) => [webhook.path as string, webhook]));
  const publicUrl = options.publicUrl.replace(/\/+$/, "");

  return async (request, response) => {
    const requestId = requestIdOf(request);
    const headers = { ...dataHeaders, "X-Request-Id": requestId };
    const [path = "/", search = ""] = splitOnce(request.originalUrl ?? request.url ?? "/");
    const log = options.log.child({ requestId, path });
    try {
      const above = path.slice(0, path.lastIndexOf("/"));
      const webhook = byPath.get(path) ?? byPath.get(`${above}/*`);
      if (webhook === undefined) throw new Problem(404, "path-unknown", "There is no webhook here.");
      if (request.method === "GET" && webhook.prove) {
        acknowledge(response, headers, await webhook.prove(new URLSearchParams(search), log));
        return;
      }
      if (request.method !== "POST") throw methodNotAllowed(webhook);
      const delivery = await read(request, webhook, {
        url: publicUrl + (search === "" ? path : `${path}?${search}`),
        below: webhook.path.endsWith("/*") ? path.slice(above.length + 1) : "",
        search,
      });
      acknowledge(response, headers, await webhook.receive(delivery, log));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status < 500) log.warn({ status: problem.status, code: problem.code }, "Webhook refused");
      else log.error({ status: problem.status, code: problem.code, err: problem.cause ?? problem }, "Webhook failed");
      sendProblem(response, problem, requestId, headers);
    }
  };
}

async function read(
  request: ArrivedRequest,
  webhook: Webhook,
  { url, below, search }: { readonly url: string; readonly below: string; readonly search: string },
): Promise<WebhookDelivery> {
  const type = mediaType(request);
  if (type !== webhook.mediaType)
    throw new Problem(415, "media-type-unsupported", `Content-Type must be ${webhook.mediaType}.`);
  const rawBody = await readBody(request, webhook.maxBodyBytes);
  return { url, below, query: new URLSearchParams(search), rawBody, header: (name) => header(request, name) };
}

/** @throws Problem 400 `body-not-utf8`. */
export function readForm(rawBody: Buffer): URLSearchParams {
  return new URLSearchParams(bodyText(rawBody));
}

function acknowledge(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  { contentType, body }: Acknowledgement,
): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(200, { ...headers, "Content-Type": contentType, "Content-Length": length }).end(body);
}

function methodNotAllowed({ prove }: Webhook): Problem {
  const allowed = prove ? "GET, POST" : "POST";
  return new Problem(405, "method-not-allowed", "Webhooks are POST.", { headers: { Allow: allowed } });
}

/** What is not proved to come from the provider: nothing of it is believed. */
export function unverified(detail: string): Problem {
  return new Problem(403, "signature-invalid", detail);
}

function splitOnce(url: string): readonly [path: string, search: string] {
  const at = url.indexOf("?");
  return at === -1 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}
