import { setTimeout as delay } from "node:timers/promises";
import { Hono, type MiddlewareHandler } from "hono";
import { type Answer, drop, internalError, reply, type StandIn, type StandInRequest, serve } from "./http.ts";
import { requestLog, sinceOf } from "./request-log.ts";
import { parseBody } from "./sandbox/body.ts";
import { type Fault, type Faults, faultQueue, parseFault } from "./sandbox/faults.ts";
import { oidc } from "./sandbox/oidc/oidc.ts";
import type { Provider, ProviderContext, ProviderEnv } from "./sandbox/provider.ts";
import { emulatedProviders, sandboxProviders } from "./sandbox/providers.ts";
import { tenantApi } from "./sandbox/tenant/tenant.ts";
import { trackWork, type WorkTracker } from "./sandbox/work-tracker.ts";

const created: readonly ((context: ProviderContext) => Provider)[] = [
  ...Object.values(emulatedProviders).map(({ create }) => create),
  tenantApi,
  oidc,
];

const knownProviders = [...sandboxProviders, "tenant", "oidc"];

export interface SandboxOptions {
  /** 0 picks a free port. Default 8092. */
  readonly port?: number;
  readonly host?: string;
  /** The base of links in answers, if it differs from the sandbox's own URL. */
  readonly publicUrl?: string;
  /** The clock. Default: the machine's. */
  readonly now?: () => Date;
}

/** `atRest` resolves once no call is being answered and no work after an answer is running. */
export type Sandbox = StandIn & Pick<WorkTracker, "begun" | "atRest">;

interface RecordedCall extends Pick<StandInRequest, "method" | "path" | "headers" | "rawBody"> {
  readonly provider: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly time: string;
}

/**
 * Emulates the outside services that the product calls, each under its own prefix. Records every call and can inject
 * faults (shared/design/contract.md, "Stand-ins"). State is in memory and ends with the process.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  let publicUrl = options.publicUrl ?? "";
  const work = trackWork();
  const { now = () => new Date() } = options;
  const context: ProviderContext = { publicUrl: () => publicUrl, now, goesOn: work.add };
  const providers = created.map((create) => create(context));
  const faults = faultQueue();
  const calls = requestLog<RecordedCall>();

  function reset(): void {
    faults.clear();
    calls.clear();
    for (const provider of providers) provider.reset();
  }

  const record =
    (provider: string): MiddlewareHandler<ProviderEnv> =>
    (c, next) => {
      const { method, headers, body, rawBody, query } = c.var.request;
      const path = `/${provider}${c.var.request.path}`;
      const time = now().toISOString();
      calls.add({ provider, method, path, query: Object.fromEntries(query), headers, body, rawBody, time });
      return next();
    };

  const countAsWork: MiddlewareHandler<ProviderEnv> = (_, next) => {
    const answering = next();
    work.add(answering);
    return answering;
  };

  const app = new Hono<ProviderEnv>().onError(internalError);
  for (const provider of providers) {
    const { name } = provider;
    app.use(`/${name}/*`, readCall(`/${name}`), countAsWork, record(name), injectFaults(provider, faults));
    app.route(`/${name}`, provider.app);
    app.use(`/_sandbox/${name}/*`, readCall(`/_sandbox/${name}`));
    app.route(`/_sandbox/${name}`, provider.controls);
  }
  app.get("/_sandbox/requests", (c) => {
    const { query } = c.env.received;
    const wanted = query.get("provider");
    const all = calls.list(sinceOf(query));
    return reply({ status: 200, body: all.filter((call) => wanted === null || call.provider === wanted) });
  });
  app.post("/_sandbox/faults", readCall(""), (c) => {
    const fault = parseFault(
      c.var.request.body,
      providers.map(({ name }) => name),
    );
    if (typeof fault === "string") return reply(problem(400, fault));
    faults.add(fault);
    return reply({ status: 201, body: { waiting: faults.count() } });
  });
  app.post("/_sandbox/reset", () => {
    reset();
    return reply({ status: 200, body: { reset: true } });
  });
  app.notFound((c) => reply(unknownPath(c.env.received)));

  const server = await serve({ port: options.port ?? 8092, host: options.host, fetch: app.fetch });
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

/** Gives handlers the call with its parsed body and its path without the prefix. */
function readCall(prefix: string): MiddlewareHandler<ProviderEnv> {
  return (c, next) => {
    const { received } = c.env;
    const path = received.path.slice(prefix.length) || "/";
    const body = parseBody(received.headers["content-type"] ?? "", received.rawBody);
    c.set("request", { ...received, path, body });
    return next();
  };
}

/** Applies the first fault that matches the call, before or after the provider's effect. */
function injectFaults(provider: Provider, faults: Faults): MiddlewareHandler<ProviderEnv> {
  return async (c, next) => {
    const { method, path, query, rawBody, gone } = c.var.request;
    const line = `${method} /${provider.name}${path}${query.size > 0 ? `?${query}` : ""}`;
    const fault = faults.take(provider.name, line, rawBody);
    if (fault?.drop === "before") return drop(c.env);
    if (fault?.status === undefined) await next();
    else c.res = reply(faultAnswer(provider, fault.status, fault));
    if (fault?.delayMs) await delay(fault.delayMs, undefined, { signal: gone }).catch(() => undefined);
    if (fault?.drop === "after" || gone.aborted) c.res = drop(c.env);
    return undefined;
  };
}

function faultAnswer(provider: Provider, status: number, fault: Fault): Answer {
  const headers = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
  return { status, body: fault.body ?? provider.failure(status), headers };
}

function unknownPath({ method, path }: StandInRequest): Answer {
  const [, first = ""] = path.split("/");
  if (first === "_sandbox") return problem(404, `The sandbox has no control ${method} ${path}.`);
  return problem(404, `The sandbox emulates ${knownProviders.join(", ")}; not "${first}".`);
}

function problem(status: number, message: string): Answer {
  return { status, body: { error: { status, message } } };
}
