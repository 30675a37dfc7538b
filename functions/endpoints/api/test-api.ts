import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type Route, route, type ServerSentEvent } from "../../../shared/http/route.ts";
import { VersionConflict } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { RetryableError, TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { rateLimiter } from "../../../shared/security/limits/rate-limit.ts";
import { tenantLimiter } from "../../../shared/security/limits/tenant-limiter.ts";
import type { Authenticate } from "../../../shared/security/tokens/authenticate.ts";
import { unauthorized } from "../../../shared/security/tokens/unauthorized.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { keepBodiesUnread } from "../../app/patches/unread-bodies.ts";
import { serveFunction } from "../http/test-server.ts";
import { apiHandler } from "./operations.ts";
import type { ApiPage } from "./pages/page.ts";

const tenantId = TenantId.parse("client_123");

/** The key is the role. Authentication itself is tested elsewhere. */
const authenticate: Authenticate = async ({ apiKey }) => {
  if (apiKey === undefined) throw unauthorized("identity-missing", "Send a key.");
  const [role, subject = "someone"] = apiKey.split("/");
  return { subject, tenantId, roles: role === "admin" ? ["admin"] : ["viewer"], rateKey: subject };
};

/** Records what the operations did. */
class CallRecorder {
  calls = 0;
  private ended = Promise.withResolvers<void>();
  private slow = Promise.withResolvers<void>();

  /** Resolves when the test lets slow calls finish. */
  get slowMayFinish(): Promise<void> {
    return this.slow.promise;
  }

  finishSlow(): void {
    this.slow.resolve();
  }

  get streamEnded(): Promise<void> {
    return this.ended.promise;
  }

  async *things(after: string | undefined, wanted: boolean, signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
    try {
      yield { event: "thing", id: "1\n2", data: { after: after ?? null, wanted, text: "line\nbreak" } };
      if (after === "wait") await new Promise((resolve) => signal.addEventListener("abort", resolve));
      throw new RetryableError("model-busy", "too much");
    } finally {
      this.ended.resolve();
    }
  }
}

const operation = { tag: "Things", permission: "chat:write" as const, summary: "For the test" };

async function failAs(name: string, { slowMayFinish }: CallRecorder): Promise<void> {
  if (name === "slow") await slowMayFinish;
  if (name === "fails") throw new Error("the database password is hunter2");
  if (name === "busy") throw new RetryableError("model-busy", "429 of the model", { retryAfterMs: 2500 });
  if (name === "stale") throw new VersionConflict("written concurrently");
  if (name === "never") throw new TerminalError("thing-refused", "This name is not allowed.");
  if (name === "nobody") throw new TerminalError("thing-not-found", "There is no such thing.");
}

function thingRoutes(doings: CallRecorder): Route[] {
  return [
    route({
      ...operation,
      method: "POST",
      path: "/v1/things",
      operationId: "createThing",
      body: z.object({ name: z.string().max(10), inner: z.strictObject({ size: z.number() }).optional() }),
      reply: z.object({ name: z.string(), call: z.number() }),
      status: 201,
      async handle({ body }) {
        doings.calls++;
        await failAs(body.name, doings);
        return { status: 201, body: { name: body.name, call: doings.calls } };
      },
    }),
    route({
      ...operation,
      method: "POST",
      path: "/v1/things/own",
      operationId: "createOwnThing",
      idempotency: "own",
      body: z.object({ name: z.string() }),
      reply: z.object({ call: z.number() }),
      handle: async () => ({ status: 200, body: { call: ++doings.calls } }),
    }),
    route({
      ...operation,
      method: "GET",
      path: "/v1/things/:id",
      operationId: "getThing",
      params: z.object({ id: z.string() }),
      query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
      reply: z.object({ id: z.string(), limit: z.number() }),
      handle: async ({ params, query }) => ({ status: 200, body: { id: params.id, limit: query.limit } }),
    }),
    route({
      ...operation,
      method: "GET",
      path: "/v1/things/stream",
      operationId: "streamThings",
      streams: true,
      reply: z.string(),
      handle: async (call) => ({ events: doings.things(call.lastEventId, call.wantsEvents, call.signal) }),
    }),
  ];
}

const page: ApiPage = {
  path: "/page",
  answer: async () => ({ status: 200, headers: { "Content-Type": "text/plain" }, body: "hi" }),
};

/** An API of three operations in the real HTTP shell, on functions-framework and the embedded platform. */
export async function openTestApi() {
  const dataDir = mkdtempSync(join(tmpdir(), "http-"));
  const platform = openEmbedded({ dataDir });
  const logged: Record<string, unknown>[] = [];
  const doings = new CallRecorder();
  keepBodiesUnread("/v1/");
  const log = createLogger({ level: "debug", destination: { write: (line) => logged.push(JSON.parse(line)) } });
  const now = () => new Date();
  const tenants = tenantLimiter({ documents: platform.documents, name: "api", instances: 1, log, now });
  const handler = apiHandler({
    routes: [{ under: ["/v1/things"], open: async () => thingRoutes(doings) }],
    pages: [page],
    authenticate,
    rateLimiter: rateLimiter({ tenantPerMinute: 1000, keyPerMinute: 20 }, tenants),
    documents: platform.documents,
    allowedOrigins: ["https://shop.example"],
    log,
    now,
  });
  const server = await serveFunction(handler);
  const admin = { "X-Api-Key": "admin" };

  return {
    url: server.url,
    logged,
    doings,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(`${server.url}${path}`, { headers: { ...admin, ...headers } }),
    post: (body: unknown, headers: Record<string, string> = {}, path = "/v1/things") =>
      fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { ...admin, "Content-Type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    async close() {
      await server.close();
      await platform.close(100);
      rmSync(dataDir, { recursive: true });
    },
  };
}

const ProblemDocument = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
  request_id: z.string(),
});

/** Reads the response as a problem document and checks that it agrees with its headers. */
export async function problem(answer: Promise<Response>) {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const body = ProblemDocument.parse(await response.json());
  expect(body.status).toBe(response.status);
  expect(body.request_id).toBe(response.headers.get("x-request-id"));
  return { ...body, headers: response.headers };
}
