import { globSync, readFileSync } from "node:fs";
import { providerNames } from "../../../shared/events/channel-names.ts";
import type { PaymentLinks } from "../../../shared/payments/razorpay.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import type { Sender } from "../../../shared/runtime/outbox.ts";
import { onBehalfOf, outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { sandboxTenantOf } from "../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { serveStub } from "../../../shared/tools/fixtures.ts";
import { sandboxedKeys, sandboxedMessages, sandboxedPaymentLinks, sandboxedTickets } from "./sandbox-outbound.ts";

const sandbox = sandboxTenantOf("abc123");
const client = TenantId.parse("client_123");
const log = createLogger({ level: "silent" });
const sendOf = (tenantId: TenantId, payload: unknown): Parameters<Sender>[0] => ({
  id: "send-1",
  tenantId,
  payload,
  decidedAt: new Date(),
  repeated: false,
  log,
});

describe.each(providerNames)("a message by %s", (provider) => {
  const message = {
    conversationId: "c",
    turnId: null,
    messageId: "m",
    part: 0,
    channel: "whatsapp",
    provider,
    account: "a",
    from: "+911140000000",
    to: "+911140000001",
    fallback: null,
    byPerson: false,
    thread: null,
    content: { type: "text", text: "hello" },
    config: { name: "demo", version: 1 },
    knownProviderIds: [],
  };

  it("is refused for a demo and passes for a client", async () => {
    const sent: string[] = [];
    const send = sandboxedMessages(async ({ tenantId }) => sent.push(tenantId));
    expect(await send(sendOf(sandbox, message))).toMatchObject({ status: "failed", errorCode: "sandbox-tenant" });
    await send(sendOf(client, message));
    expect(sent).toEqual([client]);
  });
});

it("a ticket stays in the product", async () => {
  const sent: string[] = [];
  const send = sandboxedTickets(async ({ tenantId }) => sent.push(tenantId));
  const report = { ticketId: "t1", externalId: null, errorCode: "sandbox-tenant" };
  expect(await send(sendOf(sandbox, { ticketId: "t1" }))).toEqual(report);
  await send(sendOf(client, { ticketId: "t1" }));
  expect(sent).toEqual([client]);
});

it("a payment link is invented, and leads to a reserved name", async () => {
  const asked: string[] = [];
  const link = { id: "plink_1", url: "https://rzp.io/1", status: "open", paymentId: null } as const;
  const real: PaymentLinks = {
    create: async (tenantId) => {
      asked.push(tenantId);
      return { ...link, amountMinor: 1, amountPaidMinor: 0, currency: "INR" };
    },
    fetch: async (tenantId) => {
      asked.push(tenantId);
      return { ...link, amountMinor: 1, amountPaidMinor: 0, currency: "INR" };
    },
  };
  const links = sandboxedPaymentLinks(real);
  const config = { integrations: { available: [] } };
  const request = { referenceId: "r/1", amountMinor: 100, currency: "INR", description: "", customer: {}, notes: {} };
  const made = await links.create(sandbox, config, { ...request, expiresAt: new Date() });
  expect(made).toMatchObject({ url: "https://payments.example/invented/r%2F1", amountMinor: 100, status: "open" });
  await links.fetch(sandbox, config, made.id);
  expect(asked).toEqual([]);
  await links.create(client, config, { ...request, expiresAt: new Date() });
  await links.fetch(client, config, "plink_1");
  expect(asked).toEqual([client, client]);
});

it("no secret is found, also one that is set for all tenants", async () => {
  const keys = sandboxedKeys({ secret: async () => "key" } as unknown as Keys);
  expect([await keys.secret(sandbox, "TWILIO_AUTH_TOKEN"), await keys.secret(client, "TWILIO_AUTH_TOKEN")]).toEqual([
    undefined,
    "key",
  ]);
});

it("a request of a tool, a webhook or an integration is not made", async () => {
  const server = await serveStub(() => ({ status: 200 }));
  try {
    const call = () => outsideFetch(`${server.url}/hook`);
    await expect(onBehalfOf(sandbox, call)).rejects.toMatchObject({ code: "sandbox-tenant" });
    await onBehalfOf(client, call);
    expect(server.received).toHaveLength(1);
  } finally {
    await server.close();
  }
});

it("engines reach tenants' servers through it alone", () => {
  const files = globSync(["functions/app/**/*.ts", "functions/engines/**/index.ts"]);
  const bare = files.filter((file) => /(^|[{(,]\s*)fetch,|fetch: fetch|[^.\w]fetch\(/m.test(codeOf(file)));
  expect(bare).toEqual([]);
  const guarded = files.filter((file) => codeOf(file).includes("fetch: outsideFetch"));
  expect(guarded.length).toBeGreaterThanOrEqual(8);
});

function codeOf(file: string): string {
  if (file.endsWith(".test.ts") || file.endsWith("sandbox-outbound.ts")) return "";
  return readFileSync(file, "utf8");
}
