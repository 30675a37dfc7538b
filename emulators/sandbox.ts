import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type Answer, type StandIn, type StandInRequest, sendJson, serve } from "./http.ts";
import { recorded, sinceOf } from "./record.ts";
import { parseBody } from "./sandbox/body.ts";
import { type Fault, faultQueue, parseFault } from "./sandbox/faults.ts";
import { meta } from "./sandbox/meta.ts";
import type { Provider, ProviderContext, ProviderRequest } from "./sandbox/provider.ts";
import { razorpay } from "./sandbox/razorpay.ts";
import { sendgrid } from "./sandbox/sendgrid.ts";
import { tenantApi } from "./sandbox/tenant.ts";
import { twilio } from "./sandbox/twilio.ts";
import { type UnderWay, underWay } from "./sandbox/under-way.ts";
import { zendesk } from "./sandbox/zendesk.ts";

/** One line a provider. */
const created: readonly ((context: ProviderContext) => Provider)[] = [
  twilio,
  meta,
  razorpay,
  sendgrid,
  zendesk,
  tenantApi,
];

/** Named in the contract; those without a file yet answer 501. */
const named = ["twilio", "meta", "razorpay", "sendgrid", "zendesk", "github", "places", "graph", "tenant"];

export interface SandboxOptions {
  /** 0 picks a free one. Default 8092. */
  readonly port?: number;
  readonly host?: string;
  /** What links in answers start with, when it is not where the sandbox listens. */
  readonly publicUrl?: string;
  /** The time it tells; default the machine's. */
  readonly now?: () => Date;
}

/** At rest once no call is being answered and nothing that followed from one goes on. */
export type Sandbox = StandIn & Pick<UnderWay, "begun" | "atRest">;

/**
 * Plays the outside services the product calls, each under its own prefix; records every call and can be told to fail
 * (shared/design/contract.md, "Stand-ins"). State is in memory and ends with the process.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  let publicUrl = options.publicUrl ?? "";
  const work = underWay();
  const { now = () => new Date() } = options;
  const context: ProviderContext = { publicUrl: () => publicUrl, now, goesOn: work.add };
  const providers = new Map(created.map((create) => create(context)).map((provider) => [provider.name, provider]));
  const faults = faultQueue();
  const calls = recorded<{
    readonly provider: string;
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: StandInRequest["headers"];
    readonly body: unknown;
    readonly rawBody: string;
    readonly time: string;
  }>();

  function reset(): void {
    faults.clear();
    calls.clear();
    for (const provider of providers.values()) provider.reset();
  }

  async function control(name: string, request: ProviderRequest): Promise<Answer> {
    const line = `${request.method} ${name}`;
    if (line === "GET requests") {
      const wanted = request.query.get("provider");
      const all = calls.list(sinceOf(request.query));
      return { status: 200, body: all.filter((call) => wanted === null || call.provider === wanted) };
    }
    if (line === "POST faults") {
      const fault = parseFault(request.body, [...providers.keys()]);
      if (typeof fault === "string") return problem(400, fault);
      faults.add(fault);
      return { status: 201, body: { waiting: faults.count() } };
    }
    if (line === "POST reset") {
      reset();
      return { status: 200, body: { reset: true } };
    }
    const [providerName = "", ...rest] = name.split("/");
    const answer = await providers.get(providerName)?.control({ ...request, path: `/${rest.join("/")}` });
    return answer ?? problem(404, `The sandbox has no control ${request.method} /_sandbox/${name}.`);
  }

  async function call(provider: Provider, request: ProviderRequest, response: ServerResponse): Promise<void> {
    const query = request.query.size > 0 ? `?${request.query}` : "";
    const path = `/${provider.name}${request.path}`;
    const { method, headers, body, rawBody } = request;
    calls.add({
      provider: provider.name,
      method,
      path,
      query: Object.fromEntries(request.query),
      headers,
      body,
      rawBody,
      time: context.now().toISOString(),
    });
    const fault = faults.take(provider.name, `${method} ${path}${query}`, rawBody);
    if (fault?.drop === "before") return void response.destroy();
    const answer = fault?.status === undefined ? await provider.handle(request) : failed(provider, fault.status, fault);
    if (fault?.delayMs) await delay(fault.delayMs, undefined, { signal: request.gone }).catch(() => undefined);
    if (fault?.drop === "after" || request.gone.aborted) return void response.destroy();
    sendJson(response, answer);
  }

  const server = await serve({
    port: options.port ?? 8092,
    host: options.host,
    async handle(received, response) {
      const [, first = "", ...rest] = received.path.split("/");
      const request: ProviderRequest = {
        ...received,
        path: `/${rest.join("/")}`,
        body: parseBody(received.headers["content-type"] ?? "", received.rawBody),
      };
      if (first === "_sandbox") return sendJson(response, await control(rest.join("/"), request));
      const provider = providers.get(first);
      if (provider) {
        const answering = call(provider, request, response);
        work.add(answering);
        return await answering;
      }
      const missing = named.includes(first)
        ? problem(501, `The sandbox does not play ${first} yet.`)
        : problem(404, `The sandbox plays ${named.join(", ")}; not "${first}".`);
      sendJson(response, missing);
    },
  });
  publicUrl ||= server.url;
  return {
    url: server.url,
    begun: work.begun,
    atRest: work.atRest,
    async close() {
      reset();
      await server.close();
    },
  };
}

function failed(provider: Provider, status: number, fault: Fault): Answer {
  const headers = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
  return { status, body: fault.body ?? provider.failure(status), headers };
}

function problem(status: number, message: string): Answer {
  return { status, body: { error: { status, message } } };
}
