import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webhookAttemptDue, webhookDeliveryRequested } from "../../../shared/events/index.ts";
import { createOutboundRequest, type OutboundRequest } from "../../../shared/outbound/outbound-request.ts";
import { put } from "../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { attemptStep } from "./attempt.ts";
import { openDelivery } from "./open-delivery.ts";
import { newEndpoint, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";

const tenantId = TenantId.parse("bakery");
const start = Date.parse("2026-11-28T10:00:00.000Z");

let folder: string;
let platform: EmbeddedPlatform;
let clock: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "webhook-attempts-"));
  clock = start;
  platform = openEmbedded({ dataDir: folder, now: () => new Date(clock) });
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

function crm(): WebhookEndpoint {
  const settings = { url: "https://crm.bakery.example/hook", description: null, events: ["message.received" as const] };
  return newEndpoint(
    { id: "crm", ...settings, channels: null, integration: null, secretName: null },
    new Date(start).toISOString(),
  );
}

/** An endpoint with an open delivery, and the step that makes its attempts. */
async function openAttempts(outbound: OutboundRequest) {
  const { documents, keys } = platform;
  const now = () => new Date(clock);
  const runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now });
  await documents.commit(tenantId, [put(webhookEndpoints, "crm", crm())]);
  const step = attemptStep({ documents, keys, outbound, timeoutMs: 400 });
  const base = { tenantId, key: "d1", causationId: null, occurredAt: now().toISOString() };
  const ids = { deliveryId: "d1", conversationId: null };
  const webhook = { eventId: "e1", type: "message.received", conversationId: null, body: "{}" };
  const data = { ...ids, customerId: null, endpointId: "crm", webhook };
  await runner.run(openDelivery, { ...base, id: "open", type: webhookDeliveryRequested.type, data });
  const attempt = (number: number) =>
    runner.run(step, { ...base, id: `due-${number}`, type: webhookAttemptDue.type, data: { ...ids, attempt: number } });
  const replay = () => {
    const requested = { ...base, id: `replay-${clock}`, type: webhookDeliveryRequested.type };
    return runner.run(openDelivery, { ...requested, data: { ...data, webhook: null } });
  };
  return Object.assign(attempt, { replay });
}

/** When the attempt of this number is due, in milliseconds from now. */
async function dueIn(number: number): Promise<number | undefined> {
  const { scheduled } = await platform.agenda();
  const due = scheduled.find(({ name }) => name === `webhook-d1-${number}`);
  return due && due.at.getTime() - clock;
}

test("the attempts follow the timetable of docs/outgoing-webhooks.md, and end within a day", async () => {
  const attempt = await openAttempts(async () => new Response(null, { status: 503 }));
  const minutes: number[] = [];
  for (let number = 1; ; number += 1) {
    minutes.push(Math.round((clock - start) / 600) / 100);
    const delivery = await attempt(number);
    if (delivery?.status !== "pending") break;
    clock += (await dueIn(number + 1)) ?? Number.NaN;
  }
  const late = [102.58, 222.58, 462.58, 702.58, 942.58, 1_182.58, 1_422.58];
  expect(minutes).toEqual([0, 0.08, 0.58, 2.58, 12.58, 42.58, ...late]);
});

test("a replay begins the timetable and the day anew", async () => {
  const attempt = await openAttempts(async () => new Response(null, { status: 500 }));
  for (const number of [1, 2, 3]) await attempt(number);
  clock += 30 * 3_600_000;
  expect(await attempt(4)).toMatchObject({ status: "failed" });
  await platform.documents.commit(tenantId, [put(webhookEndpoints, "crm", crm())]);
  await attempt.replay();
  expect(await attempt(5)).toMatchObject({ status: "pending" });
  expect(await dueIn(6)).toBe(5_000);
});

test("a name is resolved at every attempt: one that leads to a private address meanwhile is not called", async () => {
  const addresses = ["93.184.215.14", "10.0.0.8"];
  const called: string[] = [];
  const fetching = async (url: string | URL | Request) => {
    called.push(String(url));
    return new Response(null, { status: 500 });
  };
  const attempt = await openAttempts(
    createOutboundRequest({ fetch: fetching, tenantApiBaseUrl: undefined }, async () => [addresses.shift() ?? ""]),
  );
  await attempt(1);
  expect((await attempt(2))?.attempts).toMatchObject([
    { status: 500 },
    { status: null, error: expect.stringContaining("endpoint-refused") },
  ]);
  expect(called).toHaveLength(1);
});

describe("a receiver", () => {
  /** A server that answers in pieces, until it has written all of them or nobody reads them any more. */
  async function serve(piece: string, { pieces, everyMs }: { readonly pieces: number; readonly everyMs: number }) {
    let written = 0;
    let cut: () => void;
    const wasCut = new Promise<void>((resolve) => {
      cut = resolve;
    });
    const server = createServer(async (_request, response) => {
      response.on("close", () => cut());
      response.writeHead(200, { "content-type": "text/html" });
      while (written < pieces && !response.destroyed) {
        written += 1;
        const isRoom = response.write(piece);
        if (!isRoom) await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
        if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return { url, wasCut, written: () => written, close };
  }

  it("that answers with 100 MB is read for a kilobyte, and has accepted", async () => {
    const receiver = await serve("<p>x</p>".repeat(128 * 1_024), { pieces: 100, everyMs: 0 });
    const attempt = await openAttempts(createOutboundRequest({ fetch, tenantApiBaseUrl: receiver.url }));
    const delivery = await attempt(1);
    expect(delivery).toMatchObject({ status: "delivered", attempts: [{ status: 200 }] });
    expect(delivery?.attempts[0]?.answer).toHaveLength(1_024);
    await receiver.wasCut;
    expect(receiver.written()).toBeLessThan(100);
    receiver.close();
  });

  it("that answers a byte at a time is left at the time limit, and asked again", async () => {
    const receiver = await serve(".", { pieces: 1_000, everyMs: 50 });
    const attempt = await openAttempts(createOutboundRequest({ fetch, tenantApiBaseUrl: receiver.url }));
    expect(await attempt(1)).toMatchObject({
      status: "pending",
      attempts: [{ status: null, error: expect.stringContaining("timeout") }],
    });
    await receiver.wasCut;
    receiver.close();
  });
});
