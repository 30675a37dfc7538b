import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { TenantId } from "../platform/tenant.ts";
import { TerminalError } from "../runtime/failures/errors.ts";
import { createLogger } from "../telemetry/log.ts";
import { unverified } from "./identity.ts";
import type { TenantMaterial, Tool, ToolCallContext, ToolDependencies } from "./tool.ts";
import { describeIssues } from "./tool-parameters.ts";

/** Fixtures for the tests in this folder: a call, dependencies and a server. A test may override any field. */
export function toolCall(changes: Partial<ToolCallContext> = {}): ToolCallContext {
  return {
    tenantId: TenantId.parse("clinic"),
    conversationId: "conversation-1",
    channel: "whatsapp",
    customer: { id: "customer-1", address: "whatsapp:+919876500001", name: null },
    identity: unverified,
    attachments: [],
    context: {},
    setContext: () => undefined,
    judge: () => null,
    idempotencyKey: "key-1",
    now: new Date("2026-11-05T06:00:00Z"),
    signal: new AbortController().signal,
    ...changes,
  };
}

export function dependencies(changes: Partial<ToolDependencies> = {}): ToolDependencies {
  return {
    platform: {} as ToolDependencies["platform"],
    secret: async (tenantId, name) => {
      if (!name.startsWith("CLIENT_"))
        throw new TerminalError("secret-missing", `${tenantId} has no secret named ${name}.`);
      return `${tenantId}-${name}`;
    },
    fetch: globalThis.fetch,
    log: createLogger({ level: "silent" }),
    limiter: () => ({ count: () => Promise.reject(new Error("This test counts no calls.")) }),
    ...changes,
  };
}

export const emptyMaterial: TenantMaterial = {
  tenantId: TenantId.parse("clinic"),
  knowledge: { search: async () => [] },
  tables: {},
  operations: [],
};

/** The tool of a kind that creates exactly one. */
export async function onlyTool(making: Promise<readonly Tool[]>): Promise<Tool> {
  const [tool, ...others] = await making;
  if (tool === undefined || others.length > 0) throw new Error(`Expected one tool, not ${others.length + 1}.`);
  return tool;
}

/** The parsed arguments. @throws Error when they are invalid. */
export function argumentsFor(tool: Tool, input: unknown): Readonly<Record<string, unknown>> {
  const parsed = tool.parameters.parse(input);
  if (!parsed.ok) throw new Error(describeIssues(parsed.issues));
  return parsed.value;
}

export interface StubbedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface StubbedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** `hang` never answers; `drop` closes the connection. */
  readonly silence?: "hang" | "drop";
}

/** A local HTTP server that records its requests. */
export async function serveStub(answer: (request: StubbedCall) => StubbedAnswer) {
  const received: StubbedCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    const seen = { method, path, headers, body: Buffer.concat(chunks).toString() };
    received.push(seen);
    const { status = 200, headers: given = {}, body = "", silence } = answer(seen);
    if (silence === "drop") request.socket.destroy();
    if (silence === undefined) response.writeHead(status, given).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
