import { createHmac } from "node:crypto";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { hmacSha256 } from "../constant-time.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const clinic = `
  channels:
    input:
      - type: "whatsapp"
        config: { phone_number: "+14155238886", phone_number_id: "106540352242922" }
      - type: "instagram"
        config: { business_account: "clinic_healthcare", account_id: "17841400000000001" }
`;
const shop = `
  integrations:
    available:
      - { name: "meta", type: "messaging", config: { app_secret: "\${SHOP_APP_SECRET}", verify_token: "\${SHOP_VERIFY}" } }
  channels:
    input:
      - type: "whatsapp"
        config: { phone_number: "+14155550142", phone_number_id: "206540352242922" }
`;
const agencySecret = "the agency's app secret";
const shopSecret = "the shop's own app secret";

let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({
    tenants: { clinic, shop },
    secrets: {
      _platform: { META_APP_SECRET: agencySecret, META_VERIFY_TOKEN: "prove it" },
      shop: { SHOP_APP_SECRET: shopSecret, SHOP_VERIFY: "prove it to the shop" },
    },
  });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

const change = (phoneNumberId: string, value: object) => ({
  value: {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "1415", phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: "Asha" }, wa_id: "919812345678" }],
    ...value,
  },
  field: "messages",
});
const business = (...changes: object[]) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1022901", changes }],
});
const text = (body: string, id = "wamid.1") => ({
  from: "919812345678",
  id,
  timestamp: String(Math.floor(Date.now() / 1_000)),
  type: "text",
  text: { body },
});
const toClinic = (message: object) => business(change("106540352242922", { messages: [message] }));

async function post(payload: unknown, secret = agencySecret, query = ""): Promise<number> {
  const body = JSON.stringify(payload).replaceAll("/", "\\/");
  const response = await fetch(`${webhooks.url}/webhooks/meta${query}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  return response.status;
}
const said = () => webhooks.published.map(({ data }) => data as Readonly<Record<string, unknown>>);

it("matches the signature of Meta's example", () => {
  expect(hmacSha256("secret", "test", "hex")).toBe("0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914");
});

describe("a WhatsApp message", () => {
  it("is published for the tenant whose number it was sent to", async () => {
    expect(await post(toClinic(text("Kal khule ho? https://a.example/b")))).toBe(200);
    const conversationId = testIds(TenantId.parse("clinic")).of("conversation", "clinic", "whatsapp", "+919812345678");
    const id = deriveId("meta", "clinic", "wamid.1");
    expect(webhooks.published).toEqual([
      {
        id,
        type: "message-received",
        tenantId: "clinic",
        key: conversationId,
        causationId: null,
        occurredAt: expect.any(String),
        data: {
          conversationId,
          messageId: id,
          channel: "whatsapp",
          accountAddress: "+14155238886",
          customerAddress: "+919812345678",
          customerName: "Asha",
          text: "Kal khule ho? https://a.example/b",
          attachments: [],
          choiceId: null,
          thread: null,
          configName: "main",
        },
      },
    ]);
  });

  it("that was delayed keeps the time it was sent", async () => {
    const sentAt = Math.floor(Date.now() / 1_000) - 3_600;
    await post(toClinic({ ...text("Sent an hour ago"), timestamp: String(sentAt) }));
    expect(webhooks.published[0]?.occurredAt).toBe(new Date(sentAt * 1_000).toISOString());
  });

  it("to an unknown number is acknowledged and recorded without its text", async () => {
    expect(await post(business(change("999999999", { messages: [text("Anybody?")] })))).toBe(200);
    expect(webhooks.published).toEqual([
      expect.objectContaining({
        type: "message-unroutable",
        tenantId: "_platform",
        data: { provider: "meta", channel: "whatsapp", accountAddress: "999999999", providerMessageId: "wamid.1" },
      }),
    ]);
    expect(JSON.stringify(webhooks.published)).not.toMatch(/Anybody|91981/);
  });
});

describe("an unverified request", () => {
  it.each([
    ["another app's secret", () => post(toClinic(text("x")), "stolen")],
    [
      "the agency's secret for a tenant with its own app",
      () => post(business(change("206540352242922", { messages: [text("x")] }))),
    ],
    ["a tenant's secret for another tenant", () => post(toClinic(text("x")), shopSecret)],
  ])("with %s is rejected", async (_, call) => {
    expect(await call()).toBe(403);
    expect(webhooks.published).toEqual([]);
  });

  it("is accepted only for the tenants whose secret signed it", async () => {
    const both = business(
      change("106540352242922", { messages: [text("To the clinic")] }),
      change("206540352242922", { messages: [text("To the shop")] }),
    );
    expect(await post(both)).toBe(200);
    expect(said().map((data) => data.text)).toEqual(["To the clinic"]);
    webhooks.published.splice(0);
    expect(await post(both, shopSecret)).toBe(200);
    expect(said().map((data) => data.text)).toEqual(["To the shop"]);
  });

  it.each([
    ["no signature", {}],
    ["a malformed signature", { "x-hub-signature-256": "sha256=00" }],
  ])("with %s is rejected", async (_, headers) => {
    const response = await fetch(`${webhooks.url}/webhooks/meta`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(toClinic(text("x"))),
    });
    expect(response.status).toBe(403);
  });

  it("with an unexpected payload is rejected", async () => {
    expect(await post([1])).toBe(400);
    expect(await post({ object: "page" })).toBe(200);
    expect(await post({ object: "page" }, "stolen")).toBe(403);
    expect(await post({ object: "page" }, shopSecret, "?client_id=shop")).toBe(200);
  });
});

describe("a delivery report", () => {
  const callback = JSON.stringify({ t: "clinic", c: "c1", u: "u1", m: "m1" });
  const report = (status: object) =>
    business(change("106540352242922", { statuses: [{ id: "wamid.out", ...status }] }));

  it("is published with the message's ids and the error code", async () => {
    await post(report({ status: "delivered", biz_opaque_callback_data: callback }));
    await post(
      report({
        status: "failed",
        biz_opaque_callback_data: callback,
        errors: [{ code: 131047, title: "Re-engagement" }],
      }),
    );
    expect(said()).toEqual([
      {
        conversationId: "c1",
        turnId: "u1",
        messageId: "m1",
        providerMessageId: "wamid.out",
        status: "delivered",
        errorCode: null,
      },
      {
        conversationId: "c1",
        turnId: "u1",
        messageId: "m1",
        providerMessageId: "wamid.out",
        status: "failed",
        errorCode: "131047",
      },
    ]);
  });

  it("follows from the send's span, which the message brought along", async () => {
    const trace = "00-6a0b1c2d3e4f5061728394a5b6c7d8e9-00f067aa0ba902b7-01";
    const traced = { ...JSON.parse(callback), w: trace };
    await post(report({ status: "delivered", biz_opaque_callback_data: JSON.stringify(traced) }));
    expect(webhooks.published).toMatchObject([{ type: "delivery-reported", trace }]);
    expect(said()).toEqual([expect.not.objectContaining({ trace })]);
  });

  it("is ignored if it is not about our message", async () => {
    await post(report({ status: "read" }));
    await post(report({ status: "read", biz_opaque_callback_data: "another product" }));
    await post(report({ status: "read", biz_opaque_callback_data: callback.replace("clinic", "shop") }));
    await post(report({ status: "deleted", biz_opaque_callback_data: callback }));
    expect(webhooks.published).toEqual([]);
  });
});

describe("an Instagram message", () => {
  const event = (content: object) => ({
    object: "instagram",
    entry: [
      {
        id: "17841400000000001",
        time: Date.now(),
        messaging: [
          { sender: { id: "7788" }, recipient: { id: "17841400000000001" }, timestamp: Date.now(), ...content },
        ],
      },
    ],
  });

  it("is published under the account's name in the configuration", async () => {
    await post(event({ message: { mid: "m_1", text: "Hi" } }));
    expect(said()).toEqual([
      expect.objectContaining({
        channel: "instagram",
        accountAddress: "clinic_healthcare",
        customerAddress: "7788",
        text: "Hi",
      }),
    ]);
  });
});

describe("the verification request", () => {
  const prove = (query: Record<string, string>) =>
    fetch(
      `${webhooks.url}/webhooks/meta?${new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "1158201444", ...query })}`,
    );

  it("returns the challenge for a valid token", async () => {
    const response = await prove({ "hub.verify_token": "prove it" });
    expect([response.status, await response.text()]).toEqual([200, "1158201444"]);
    expect((await prove({ "hub.verify_token": "prove it to the shop", client_id: "shop" })).status).toBe(200);
  });

  it("is rejected otherwise", async () => {
    expect((await prove({ "hub.verify_token": "guess" })).status).toBe(403);
    expect((await prove({})).status).toBe(403);
    expect((await prove({ "hub.verify_token": "prove it", "hub.mode": "unsubscribe" })).status).toBe(403);
    expect((await prove({ "hub.verify_token": "prove it", client_id: "shop" })).status).toBe(403);
    expect((await prove({ "hub.verify_token": "prove it", "hub.challenge": "<script>" })).status).toBe(400);
  });

  it("exists only for Meta", async () => {
    expect((await fetch(`${webhooks.url}/webhooks/twilio/sms`)).status).toBe(405);
  });
});
