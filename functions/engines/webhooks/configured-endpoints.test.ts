import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import type { TenantConfig } from "../../../shared/config/schema.ts";
import type { ActiveConfigs } from "../../../shared/config/versions/version-documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { secretReference } from "../../../shared/security/secrets/secret-reference.ts";
import { configuredEndpoints } from "./configured-endpoints.ts";
import { endpoints } from "./endpoints.ts";
import { webhookEndpoints } from "./webhook-endpoint.ts";

const tenantId = TenantId.parse("bakery");
const desk = "https://desk.bakery.example/hook";
const chats = "https://chats.bakery.example/hook";

/** A help desk, a WhatsApp account and an SMS account, each with a server that listens. */
function integrated(more = ""): TenantConfig {
  return minimalConfig(`  integrations:
    available:
      - { name: zendesk, type: crm, config: { api_key: "\${KEY}", webhook_url: "${desk}"${more} } }
      - { name: twilio_whatsapp, type: messaging, config: { account_sid: "AC0123456789abcdef0123456789abcdef", auth_token: "\${TOKEN}", webhook_url: "${chats}" } }
      - { name: razorpay, type: payment, config: { api_key: "\${KEY}" } }
  channels:
    input:
      - { type: whatsapp, provider: twilio_whatsapp, config: { phone_number: "+14155238886" } }
      - { type: web_chat }
`);
}

describe("the webhook_url of an integration", () => {
  it("is an endpoint for the events of its type, and for the channels that the account carries", () => {
    expect(configuredEndpoints([integrated()])).toEqual([
      expect.objectContaining({
        integration: "zendesk",
        url: desk,
        channels: null,
        events: expect.arrayContaining(["conversation.escalated", "survey.ended"]),
      }),
      expect.objectContaining({
        integration: "twilio_whatsapp",
        url: chats,
        channels: ["whatsapp"],
        events: ["message.received", "contact.opted_out"],
      }),
    ]);
  });

  it("takes the events and the secret that the integration names", () => {
    const [asked] = configuredEndpoints([
      integrated(`, webhook_events: [payment.settled], webhook_signing_secret: "${secretReference("HOOK")}"`),
    ]);
    expect(asked).toMatchObject({ events: ["payment.settled"], secretName: "HOOK" });
  });

  it("is one endpoint for all configurations that name it", () => {
    const both = configuredEndpoints([integrated(), integrated(", webhook_events: [payment.settled]")]);
    expect(both).toHaveLength(2);
    expect(both[0]?.events).toEqual(expect.arrayContaining(["conversation.escalated", "payment.settled"]));
  });
});

describe("a tenant's endpoints", () => {
  let folder: string;
  let platform: EmbeddedPlatform;
  let active: readonly TenantConfig[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "webhooks-"));
    platform = openEmbedded({ dataDir: folder });
    active = [integrated()];
  });
  afterEach(async () => {
    await platform.close(1_000);
    rmSync(folder, { recursive: true });
  });

  function open() {
    const pointers = async (): Promise<ActiveConfigs> => ({
      defaultName: "main",
      byName: Object.fromEntries(active.map((_, index) => [`c${index}`, { version: index + 1, history: [] } as never])),
    });
    const parsed = async (_tenant: TenantId, _name: string, version: number) => {
      const config = active[version - 1];
      if (config === undefined) throw new Error("There is no such version.");
      return config;
    };
    return endpoints({ documents: platform.documents, configs: { pointers, parsed }, now: () => new Date() });
  }

  const secretOf = async (integration: string) =>
    (await open().of(tenantId)).find((each) => each.integration === integration)?.secret;

  it("are stored once, with one secret, when several processes see them first", async () => {
    const seen = await Promise.all(Array.from({ length: 8 }, () => open().of(tenantId)));
    expect(new Set(seen.flat().map(({ secret }) => secret)).size).toBe(2);
    const { items } = await platform.documents.query(tenantId, webhookEndpoints, { limit: 10 });
    expect(items).toHaveLength(2);
  });

  it("follow the configuration, and keep their secret for a rollback", async () => {
    const before = await secretOf("zendesk");
    active = [integrated(", webhook_events: [payment.settled]")];
    expect((await open().of(tenantId))[0]).toMatchObject({ events: ["payment.settled"], secret: before });
    active = [minimalConfig()];
    expect(await open().of(tenantId)).toEqual([]);
    active = [integrated()];
    expect(await secretOf("zendesk")).toBe(before);
  });

  it("are written only when something changed", async () => {
    await open().of(tenantId);
    const versions = async () =>
      (await platform.documents.query(tenantId, webhookEndpoints, { limit: 10 })).items.map(({ version }) => version);
    const before = await versions();
    await open().of(tenantId);
    expect(await versions()).toEqual(before);
  });
});
