import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import type { GoogleStack } from "../../../emulators/google/start.ts";
import { sandboxOidc } from "../../../emulators/sandbox/credentials.ts";
import {
  sandboxBaseUrls,
  sandboxGitHubApp,
  sandboxSecrets,
  sandboxWebhookSecrets,
} from "../../../emulators/sandbox/local.ts";
import { hostsOf } from "../../../functions/hosts/local/google.ts";
import type { Role } from "../../../shared/security/tokens/identity.ts";
import { type NodeProcess, startNode } from "./node-process.ts";
import type { Inbound, Outside } from "./outside.ts";

/** Longer than the product's grace period for running work. */
const stopWithinMs = 60_000;

export interface Answer<T = Readonly<Record<string, unknown>>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Call {
  readonly client: string;
  readonly role?: Role;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ChatReply {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly reply: string | null;
  readonly status: "active" | "escalated" | "resolved";
  readonly actions: readonly { readonly tool: string; readonly status: string }[];
}

export interface Said {
  readonly client: string;
  readonly session: string;
  readonly message: string;
  readonly idempotencyKey?: string;
}

/** The real product in its own process, accessed only through its endpoints. */
export interface Product {
  readonly url: string;
  readonly dataDir: string;
  /** Runs the command line on this machine, with the product's data. */
  cli(...args: readonly string[]): NodeProcess;
  output(): string;
  /** A token for an admin, unless another role is given. Of one person for each role, unless another is named. */
  token(client: string, role?: Role, person?: string): Promise<string>;
  /** Calls the API, as the client's admin unless another token is given. */
  api<T = Readonly<Record<string, unknown>>>(line: string, call: Call): Promise<Answer<T>>;
  /**
   * `POST /v1/chat` with a single answer.
   * @throws Error with the problem when it is not 200.
   */
  chat(said: Said): Promise<ChatReply>;
  /** `POST /v1/chat` with streamed events. */
  streamedChat(said: Said): Promise<readonly { readonly event: string; readonly data: unknown }[]>;
  /** A customer's message through Twilio. */
  inbound(message: Inbound): Promise<{ readonly sid: string; readonly statuses: readonly (number | null)[] }>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /**
   * SIGTERM.
   * @throws Error unless it exits with 0 within 10 s.
   */
  stop(): Promise<void>;
  /** Starts it again with the same data and port. */
  restart(): Promise<void>;
  /** Deletes its data. */
  remove(): void;
}

/**
 * Starts the product against stand-ins that already run, and waits until it is ready: on the embedded platform, or on
 * emulators that outlive it. `more` is added to its environment.
 */
export async function startProduct(
  outside: Outside,
  google?: GoogleStack,
  more: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), "flows-"));
  const jwtSecret = randomBytes(32).toString("base64url");
  const given = {
    NODE_ENV: "test",
    LOG_LEVEL: "info",
    GEMINI_BASE_URL: outside.geminiUrl,
    GEMINI_API_KEY: "any key",
    ...sandboxBaseUrls(outside.sandboxUrl),
    TENANT_API_BASE_URL: `${outside.sandboxUrl}/tenant`,
    ...sandboxGitHubApp,
    ...sandboxWebhookSecrets(),
    ...sandboxSecrets(),
    OIDC_ISSUER: `${outside.sandboxUrl}/oidc`,
    OIDC_CLIENT_ID: sandboxOidc.clientId,
    OIDC_CLIENT_SECRET: sandboxOidc.clientSecret,
    CLIENT_API_TOKEN: "a client's own token",
    JWT_SECRET: jwtSecret,
    // Nobody listens there: calls are planned and opened, and none is made.
    LIVEKIT_URL: "ws://127.0.0.1:9",
    LIVEKIT_API_KEY: "any key",
    LIVEKIT_API_SECRET: "any secret of thirty-two characters",
    CALL_METADATA_SECRET: randomBytes(32).toString("base64url"),
    RATE_LIMIT_TENANT_PER_MINUTE: "100000",
    RATE_LIMIT_TENANT_PER_HOUR: "1000000",
    RATE_LIMIT_KEY_PER_MINUTE: "100000",
    ...(google ? hostsOf(google) : {}),
    ...more,
  };
  const platform = google ? "gcp-emulators" : "embedded";
  const run = (port: string) =>
    startNode("functions/hosts/local/main.ts", ["--port", port, "--data-dir", dataDir, "--platform", platform], given);

  let running: NodeProcess = run("0");
  const url = await running.printed(/^ready (http\S+)/m);
  const send = (line: string, { client, role = "admin", body, headers = {} }: Call): Promise<Response> => {
    const [method = "GET", path = "/"] = line.split(" ");
    return tokenFor(jwtSecret, client, role).then((token) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  };
  const say = ({ client, session, message, idempotencyKey }: Said, headers: Record<string, string> = {}) =>
    send("POST /v1/chat", {
      client,
      role: "service",
      body: { client_id: client, session_id: session, message },
      headers: { ...headers, ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}) },
    });

  return {
    url,
    dataDir,
    cli: (...args) =>
      startNode("functions/hosts/cli/main.ts", [...args, "--data-dir", dataDir], google ? onGoogle(google) : {}),
    output: () => running.output(),
    token: (client, role = "admin", person = undefined) => tokenFor(jwtSecret, client, role, person),
    async api<T>(line: string, call: Call) {
      const response = await send(line, call);
      return { status: response.status, headers: response.headers, body: (await response.json()) as T };
    },
    async chat(said) {
      const response = await say(said);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`POST /v1/chat answered ${response.status}: ${text}`);
      return JSON.parse(text) as ChatReply;
    },
    async streamedChat(said) {
      const response = await say(said, { accept: "text/event-stream" });
      return eventsOf(await response.text());
    },
    inbound: (message) => outside.inbound(url, message),
    async kill() {
      await running.signal("SIGKILL");
    },
    async stop() {
      const late = setTimeout(() => void running.signal("SIGKILL"), stopWithinMs);
      const code = await running.signal("SIGTERM");
      clearTimeout(late);
      if (code !== 0)
        throw new Error(
          `SIGTERM did not end it with 0 in ${stopWithinMs} ms (code ${code}):\n${running.output().slice(-3_000)}`,
        );
    },
    async restart() {
      running = run(new URL(url).port);
      await running.printed(/^ready (http\S+)/m);
    },
    remove() {
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The environment of the command line for the platform that `--platform gcp-emulators` runs on. */
function onGoogle(google: GoogleStack): Readonly<Record<string, string>> {
  return {
    PLATFORM: "gcp",
    GOOGLE_CLOUD_PROJECT: "demo-agent-platform",
    GCP_LOCATION: "asia-south1",
    GCP_BUCKET: "agent-platform",
    GCP_QUEUE: "events",
    ...hostsOf(google),
  };
}

function tokenFor(secret: string, client: string, role: Role, person = `flows-${role}`): Promise<string> {
  return new SignJWT({ client_id: client, roles: [role] })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(person)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(secret));
}

function eventsOf(stream: string): { event: string; data: unknown }[] {
  return stream
    .split("\n\n")
    .map((block) => block.split("\n"))
    .flatMap((lines) => {
      const event = lines.find((line) => line.startsWith("event: "))?.slice(7);
      const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
      return event === undefined || data === undefined ? [] : [{ event, data: JSON.parse(data) as unknown }];
    });
}
