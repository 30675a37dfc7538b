import { createHmac } from "node:crypto";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const clinic = `
  channels:
    input:
      - type: "whatsapp"
        config: { phone_number: "+14155238886", phone_number_id: "106540352242922" }
      - type: "instagram"
        config: { business_account: "clinic_healthcare", account_id: "17841400000000001" }
`;
const secret = "the agency's app secret";

let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({ tenants: { clinic }, secrets: { _platform: { META_APP_SECRET: secret } } });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

async function post(payload: unknown, signedWith = secret): Promise<number> {
  const body = JSON.stringify(payload);
  const signature = createHmac("sha256", signedWith).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
  return (await fetch(`${webhooks.url}/webhooks/meta`, { method: "POST", headers, body })).status;
}

describe("a message from the tenant's own account", () => {
  const instagramEcho = (message: object, customer = "7788") => ({
    object: "instagram",
    entry: [
      {
        id: "17841400000000001",
        time: 1,
        messaging: [{ sender: { id: "17841400000000001" }, recipient: { id: customer }, timestamp: 1, message }],
      },
    ],
  });
  const smb = (field: string, value: object) => ({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "1022901",
        changes: [
          {
            field,
            value: { messaging_product: "whatsapp", metadata: { phone_number_id: "106540352242922" }, ...value },
          },
        ],
      },
    ],
  });
  const text = (body: string, id = "wamid.1") => ({ id, timestamp: "1", type: "text", text: { body } });

  it("by WhatsApp to a customer without a number is published for their id", async () => {
    const echo = { ...text("Meera here"), from: "14155238886", to_user_id: "IN.7001002003004005" };
    await post(smb("smb_message_echoes", { message_echoes: [echo] }));
    expect(webhooks.published).toMatchObject([
      { type: "message-echoed", data: { customerAddress: "IN.7001002003004005", text: "Meera here" } },
    ]);
  });

  it("by Instagram is published for its customer, and is the same event when it comes again", async () => {
    const payload = instagramEcho({ mid: "m_echo", text: "Meera here, one moment.", is_echo: true });
    expect([await post(payload), await post(payload)]).toEqual([200, 200]);
    const [first, second] = webhooks.published;
    expect(first).toMatchObject({
      type: "message-echoed",
      tenantId: "clinic",
      key: testIds(TenantId.parse("clinic")).of("conversation", "clinic", "instagram", "7788"),
      data: {
        channel: "instagram",
        accountAddress: "clinic_healthcare",
        customerAddress: "7788",
        providerMessageId: "m_echo",
        text: "Meera here, one moment.",
      },
    });
    expect(second?.id).toBe(first?.id);
  });

  it("by the WhatsApp Business app is published for its customer", async () => {
    const echo = { ...text("मैं देखती हूँ", "wamid.echo"), from: "14155238886", to: "919812345678" };
    await post(smb("smb_message_echoes", { message_echoes: [echo, { ...echo, id: "wamid.r", type: "reaction" }] }));
    expect(webhooks.published).toMatchObject([
      { type: "message-echoed", data: { channel: "whatsapp", customerAddress: "+919812345678", text: "मैं देखती हूँ" } },
    ]);
  });

  it("is of no tenant's concern where another secret signed it, and a deleted one says nothing", async () => {
    expect(await post(instagramEcho({ mid: "m_x", text: "Hi", is_echo: true }), "stolen")).toBe(403);
    await post(instagramEcho({ mid: "m_y", is_echo: true, is_deleted: true }));
    expect(webhooks.published).toEqual([]);
  });

  it("in the app's history is left alone, with a trace", async () => {
    const old = { ...text("An old message"), from: "919812345678" };
    expect(await post(smb("history", { messages: [old], history: [{ threads: [{ messages: [old] }] }] }))).toBe(200);
    expect(await post(smb("smb_app_state_sync", { state_sync: [{ type: "contact" }] }))).toBe(200);
    expect(webhooks.published).toEqual([]);
  });
});
