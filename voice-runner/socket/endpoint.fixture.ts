import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import type { ServerSentEvent } from "../../shared/http/route.ts";
import type { Keys } from "../../shared/platform/keys.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { rateLimiter } from "../../shared/security/limits/rate-limit.ts";
import { openTestLimiters } from "../../shared/security/limits/tenant-limiter.fixture.ts";
import { visitorLimits } from "../../shared/security/limits/visitor-limits.ts";
import { authenticator } from "../../shared/security/tokens/authenticate.ts";
import { draftCallTokens } from "../../shared/security/tokens/draft-call-tokens.ts";
import type { Role } from "../../shared/security/tokens/identity.ts";
import { issueToken, tokenVerifier } from "../../shared/security/tokens/tokens.ts";
import { unauthorized } from "../../shared/security/tokens/unauthorized.ts";
import { visitorTokens } from "../../shared/security/tokens/visitor-tokens.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import type { OpenCall, SocketChat, SocketDependencies } from "./dependencies.ts";
import { identifier } from "./door/identify.ts";
import { socketEndpoint } from "./socket-endpoint.ts";

const keys = { secret: async () => "a secret of at least thirty-two bytes" } as unknown as Keys;
const config = minimalConfig(`  channels:
    input:
      - { type: "web_chat", config: { allowed_origins: ["https://shop.example"] } }
      - { type: "web_voice" }
`);
export const tenant = TenantId.parse("client_1");
export const draftSandbox = TenantId.parse("sandbox-draft-1");

/** Says every message back. */
export const echo: SocketChat = {
  conversationId: async ({ sessionId }) => `conversation-of-${sessionId}`,
  async *say(_session, { id, text }): AsyncGenerator<ServerSentEvent> {
    yield { event: "token", data: { text } };
    yield { event: "message", data: { message: { message_id: `${id}-answer`, text }, status: "active" } };
    yield { event: "done", data: {} };
  },
  async *events(_session, { after }) {
    yield {
      event: "turn",
      id: String(after + 1),
      data: { messages: [{ role: "operator", text: "A colleague here." }] },
    };
  },
};

const noCalls: OpenCall = async () => {
  throw new Error("This test makes no calls.");
};

/** The endpoint on a real HTTP server, with real tokens. What is behind the endpoint is the test's. */
export async function openTestEndpoint(more: Partial<SocketDependencies> = {}) {
  const limiters = openTestLimiters();
  const clock = { now: new Date() };
  const now = () => clock.now;
  const logged: string[] = [];
  const visitors = visitorTokens({ keys, now });
  const draftTokens = draftCallTokens({ keys, now });
  const limits = { tenantPerMinute: 1_000, keyPerMinute: 1_000 };
  const configOf: SocketDependencies["configOf"] = async () => config;
  const endpoint = socketEndpoint({
    identify: identifier({
      authenticate: authenticator({
        verifyToken: tokenVerifier({ keys, now }),
        apiKeys: {
          async verify(key) {
            if (key !== "a key") throw unauthorized("api-key-invalid", "The API key is invalid.");
            return { subject: "a key", tenantId: tenant, roles: ["service"], rateKey: "key:a" };
          },
        },
      }),
      visitorTokens: visitors,
      draftCaller: (token) => draftTokens.verify(token),
      configOf,
      production: false,
    }),
    configOf,
    chat: echo,
    openCall: noCalls,
    visitorLimits: visitorLimits(limits, limiters.instance()),
    sandbox: { async countMessage() {} },
    rateLimiter: rateLimiter(limits, limiters.instance()),
    capacity: {
      chat: { perSession: 2, perTenant: 50, perProcess: 50 },
      voice: { perSession: 1, perTenant: 2, perProcess: 3 },
      testCalls: { perSession: 1, perTenant: 2, perProcess: 2 },
    },
    times: { start: 10_000, ping: 10_000, idle: 60_000 },
    behindLoadBalancer: false,
    log: createLogger({ level: "info", destination: { write: (line) => logged.push(line) } }),
    now,
    ...more,
  });
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on("upgrade", (request, socket, head) => {
    if (!endpoint.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/socket`;
  const clients: TestClient[] = [];
  return {
    endpoint,
    url,
    clock,
    logged,
    visitorToken: async (sessionId = "visitor-1", tenantId = tenant) =>
      (await visitors.issue({ tenantId, sessionId }, "chat")).token,
    /** Somebody's token for a call of one session to a draft of the tenant. */
    draftCallToken: async ({ sessionId = "call-1", by = "somebody" } = {}) => {
      const caller = { owner: tenant, draftId: "draft-1", sandbox: draftSandbox, sessionId, by };
      return (await draftTokens.issue(caller, new Date(now().getTime() + 3_600_000))).token;
    },
    token: (roles: readonly Role[] = ["service"], tenantId = tenant) =>
      issueToken({ keys, now }, { subject: "someone", tenantId, roles, lifetimeSeconds: 3_600 }),
    connect(options: { readonly headers?: Record<string, string>; readonly autoPong?: boolean } = {}): TestClient {
      const client = testClient(url, options);
      clients.push(client);
      return client;
    },
    async close() {
      for (const { socket } of clients) socket.terminate();
      await endpoint.drain(1_000);
      await new Promise((closed) => server.close(closed));
      await limiters.close();
    },
  };
}

export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

export type TestClient = ReturnType<typeof testClient>;

/** A client that keeps what it received. */
export function testClient(
  url: string,
  { headers = {}, autoPong = true }: { readonly headers?: Record<string, string>; readonly autoPong?: boolean } = {},
) {
  const socket = new WebSocket(url, { headers, autoPong });
  const frames: Frame[] = [];
  const sound: Buffer[] = [];
  const waiting = new Set<() => void>();
  let closing: { readonly code: number; readonly reason: string } | undefined;
  const wake = () => {
    for (const each of waiting) each();
  };
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) sound.push(data);
    else frames.push(JSON.parse(data.toString()) as Frame);
    wake();
  });
  socket.on("close", (code, reason) => {
    closing = { code, reason: reason.toString() };
    wake();
  });
  // A refused upgrade also closes, which is what tests wait for.
  socket.on("error", () => undefined);

  async function until<T>(what: string, look: () => T | undefined): Promise<T> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${what} did not come. Frames: ${JSON.stringify(frames)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, Math.min(left, 1_000));
        function done() {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        }
        waiting.add(done);
      });
    }
  }

  return {
    socket,
    frames,
    sound,
    until,
    opened: () =>
      new Promise<void>((resolve) => (socket.readyState === socket.OPEN ? resolve() : socket.once("open", resolve))),
    async send(frame: object | string | Buffer): Promise<void> {
      if (socket.readyState === socket.CONNECTING) await new Promise((resolve) => socket.once("open", resolve));
      socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    },
    /** The first frame of a type, or the one after `seen` of them. */
    frame: (type: string, seen = 0) => until(type, () => frames.filter((each) => each.type === type)[seen]),
    problem: async (): Promise<{
      readonly fatal: boolean;
      readonly status: number;
      readonly code: string;
      readonly detail: string;
    }> => {
      const { fatal, problem } = await until("a problem", () => frames.find(({ type }) => type === "problem"));
      return { fatal: fatal as boolean, ...(problem as { status: number; code: string; detail: string }) };
    },
    closed: () => until("the closing", () => closing),
  };
}
