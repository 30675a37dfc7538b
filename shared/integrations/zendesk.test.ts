import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { TenantId } from "../platform/tenant.ts";
import { TerminalError } from "../runtime/failures/errors.ts";
import { createLogger } from "../telemetry/log.ts";
import { type ZendeskTicket, zendeskSender } from "./zendesk.ts";

const tenantId = TenantId.parse("acme");
const log = createLogger({ level: "silent" });
const ticket: ZendeskTicket = {
  ticketId: "T-1",
  conversationId: "c1",
  subject: "Waits",
  description: "customer: hello",
  priority: "medium",
  account: { subdomain: "acme", email: "a@acme.example", apiKey: "KEY" },
};

/** A help desk that answers with these statuses in order and records its requests. */
async function desk(...answers: readonly { status: number; headers?: Record<string, string> }[]) {
  const calls: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    calls.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const { status, headers } = answers[calls.length - 1] ?? { status: 500 };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ ticket: { id: 417 } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = (secret = async () => "s3cret") =>
    zendeskSender({ fetch, baseUrl, secret })({
      id: "T-1.zendesk",
      tenantId,
      payload: ticket,
      decidedAt: new Date(),
      repeated: false,
      log,
    });
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { calls, send, close };
}

test("creates a ticket under the platform's key, with the id that routes comments back", async () => {
  const { calls, send, close } = await desk({ status: 201 });
  expect(await send()).toEqual({ ticketId: "T-1", externalId: "417", errorCode: null });
  expect(calls).toMatchObject([
    {
      headers: {
        "idempotency-key": "T-1",
        authorization: `Basic ${Buffer.from("a@acme.example/token:s3cret").toString("base64")}`,
      },
      body: {
        ticket: { external_id: "acme:c1", priority: "normal", comment: { body: "customer: hello", public: false } },
      },
    },
  ]);
  await close();
});

test("throws a retryable error when Zendesk is rate limited or down", async () => {
  const { send, close } = await desk({ status: 429, headers: { "retry-after": "7" } }, { status: 503 });
  await expect(send()).rejects.toMatchObject({ code: "zendesk-unavailable", retryAfterMs: 7_000 });
  await expect(send()).rejects.toMatchObject({ code: "zendesk-unavailable" });
  await close();
});

test("reports the reason when Zendesk rejects a ticket or the key is missing", async () => {
  const { send, close } = await desk({ status: 401 });
  expect(await send()).toMatchObject({ externalId: null, errorCode: "zendesk-401" });
  const missing = () => Promise.reject(new TerminalError("secret-missing", "KEY is not set."));
  expect(await send(missing)).toMatchObject({ externalId: null, errorCode: "secret-missing" });
  await close();
});
