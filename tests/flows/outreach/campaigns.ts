import { until } from "../../contracts/open-platform.ts";
import { type Clinic, clinicYaml } from "../stage/clinic.ts";
import type { Flow } from "../stage/flow.ts";
import type { Product } from "../stage/product.ts";

/** A campaign in the API's shape, with the fields the flows read. */
export interface CampaignReply {
  readonly id: string;
  readonly status: string;
  readonly progress: {
    readonly recipients: number;
    readonly asked: number;
    readonly sent: number;
    readonly skipped: number;
    readonly skipped_by_reason: Readonly<Record<string, number>>;
    readonly open: number;
    readonly calls: { readonly attempts: number; readonly by_outcome: Readonly<Record<string, number>> } | null;
  };
}

/** An approved WhatsApp template, under channels. */
const template = `    output:
      - type: "whatsapp"
        config: { templates: [{ name: "come_by", content_sid: "HX${"0a".repeat(16)}", text: "Come by, please." }] }
`;

let clinics = 0;

/** A clinic that may write to anybody on SMS, which requires no template. */
export async function openSender(product: Product, output = ""): Promise<Clinic> {
  clinics += 1;
  const number = String(clinics).padStart(3, "0");
  const clinic = { client: `sender_${number}`, whatsapp: `+1555020${number}1`, sms: `+1555020${number}2` };
  const yaml = `${clinicYaml(clinic).replace("  business_logic:", `${output}  business_logic:`)}  contact_rules: { marketing_consent: "not_required", max_per_day: 3 }
  campaigns: { max_per_minute: { sms: 60000, whatsapp: 60000 } }
`;
  const { status, body } = await product.api(`PUT /v1/configs/${clinic.client}/main`, {
    client: clinic.client,
    body: { yaml, activate: true },
  });
  if (status !== 200) throw new Error(`The sender was refused: ${JSON.stringify(body)}`);
  return clinic;
}

export async function draftCampaign(
  product: Product,
  client: string,
  { recipients, ...draft }: { readonly recipients: readonly object[]; readonly [key: string]: unknown },
): Promise<string> {
  const body = { name: "Autumn", channel: "sms", message: "Hello {customer_name}, come by!", ...draft };
  const created = await product.api<CampaignReply>("POST /v1/campaigns", { client, body });
  expect(created).toMatchObject({ status: 201 });
  const { id } = created.body;
  const added = await product.api(`POST /v1/campaigns/${id}/recipients`, { client, body: { recipients } });
  expect(added).toMatchObject({ status: 200, body: { added: recipients.length } });
  return id;
}

export async function campaign(product: Product, client: string, id: string): Promise<CampaignReply> {
  return (await product.api<CampaignReply>(`GET /v1/campaigns/${id}`, { client })).body;
}

export async function act(product: Product, client: string, id: string, action: string) {
  return product.api<CampaignReply>(`POST /v1/campaigns/${id}/${action}`, {
    client,
    ...(action === "start" ? { body: {} } : {}),
  });
}

let numbers = 0;

/** Unique Indian mobile numbers. */
export function newNumbers(count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    numbers += 1;
    return `+9197${String(10_000_000 + process.pid * 1_000 + numbers).slice(-8)}`;
  });
}

export function campaignFlows(world: Flow): void {
  describe("a campaign", () => {
    it("writes to each recipient once and reports each outcome", async () => {
      const { product, outside } = world;
      const { client } = await openSender(product);
      const [first = "", second = ""] = newNumbers(2);
      const recipients = [{ phone: first, name: "Asha" }, { phone: second }];
      const id = await draftCampaign(product, client, { recipients });
      expect((await act(product, client, id, "start")).status).toBe(200);
      await until("it is completed", async () => (await campaign(product, client, id)).status === "completed");
      expect((await campaign(product, client, id)).progress).toMatchObject({ recipients: 2, sent: 2, open: 0 });
      await until("both messages are sent", async () => (await outside.sentTo(second)).length === 1);
      expect((await outside.sentTo(first)).map(({ body }) => body)).toEqual(["Hello Asha, come by!"]);
      expect((await outside.sentTo(second)).map(({ body }) => body)).toEqual(["Hello, come by!"]);
      await until("their delivery is known", async () => {
        const page = await product.api<{ items: { delivery: string | null }[] }>(`GET /v1/campaigns/${id}/recipients`, {
          client,
        });
        return page.body.items.every(({ delivery }) => delivery === "delivered");
      });
    });

    it("reports every invalid row with its line, and adds none of them", async () => {
      const { product } = world;
      const { client } = await openSender(product);
      const created = await product.api<CampaignReply>("POST /v1/campaigns", {
        client,
        body: { name: "CSV", channel: "sms", message: "Hi" },
      });
      const csv = "name;phone\nAsha;+919812345601\nRavi;12\nMeena;\nAsha again;+91 98123 45601\n";
      const path = `/v1/campaigns/${created.body.id}/recipients`;
      const refused = await product.api<{ errors: { detail: string }[] }>(`POST ${path}`, { client, body: { csv } });
      expect(refused.status).toBe(422);
      expect(refused.body.errors.map(({ detail }) => detail.slice(0, 6))).toEqual(["Line 3", "Line 4"]);
      expect((await campaign(product, client, created.body.id)).progress.recipients).toBe(0);
      const added = await product.api(`POST ${path}?skip_invalid=true`, { client, body: { csv } });
      expect(added.body).toMatchObject({ added: 1, repeated: 1, invalid: 2 });
    });

    it("pauses at once and resumes where it stopped", async () => {
      const { product, outside } = world;
      const { client } = await openSender(product);
      const recipients = newNumbers(20).map((phone) => ({ phone }));
      const id = await draftCampaign(product, client, { recipients, max_per_minute: 120 });
      await act(product, client, id, "start");
      await until("the campaign has started", async () => (await campaign(product, client, id)).progress.sent >= 2);
      const held = await act(product, client, id, "pause");
      expect(held.body.status).toBe("paused");
      await new Promise((done) => setTimeout(done, 2_000));
      const { asked } = (await campaign(product, client, id)).progress;
      expect(asked).toBe(held.body.progress.asked);
      await act(product, client, id, "resume");
      await until("the campaign continues", async () => (await campaign(product, client, id)).progress.asked > asked);
      expect((await act(product, client, id, "cancel")).body.status).toBe("cancelled");
      expect((await act(product, client, id, "resume")).status).toBe(409);
      const last = recipients.at(-1)?.phone ?? "";
      expect(await outside.sentTo(last)).toEqual([]);
    });

    it("leaves out a customer who opts out while it runs", async () => {
      const { product, outside } = world;
      const { client, sms } = await openSender(product);
      const numbers = newNumbers(8);
      const leaving = numbers.at(-1) ?? "";
      const recipients = numbers.map((phone) => ({ phone }));
      const id = await draftCampaign(product, client, { recipients, max_per_minute: 120 });
      await act(product, client, id, "start");
      await product.inbound({ to: sms, from: leaving, body: "STOP", channel: "sms" });
      await until("it is completed", async () => (await campaign(product, client, id)).status === "completed");
      expect((await campaign(product, client, id)).progress).toMatchObject({
        sent: 7,
        skipped: 1,
        skipped_by_reason: { "opted-out": 1 },
      });
      expect((await outside.sentTo(leaving)).filter(({ body }) => body.includes("come by"))).toEqual([]);
    });

    it("reports the recipients whose template WhatsApp refused, and why", async () => {
      const { product, outside } = world;
      const { client } = await openSender(product, template);
      const [refused = "", taken = ""] = newNumbers(2);
      await outside.fault({
        provider: "twilio",
        match: refused.slice(1),
        status: 400,
        body: { code: 63016, message: "Failed to send freeform message", status: 400 },
        times: 5,
      });
      const recipients = [{ phone: refused }, { phone: taken }];
      const draft = { channel: "whatsapp", message: "Come by", template: { name: "come_by" }, recipients };
      const id = await draftCampaign(product, client, draft);
      await act(product, client, id, "start");
      const outcomes = async () => {
        const path = `/v1/campaigns/${id}/recipients`;
        const page = await product.api<{ items: { address: string; delivery: string | null }[] }>(`GET ${path}`, {
          client,
        });
        return new Map(page.body.items.map(({ address, delivery }) => [address, delivery]));
      };
      await until("both are known", async () => {
        const known = await outcomes();
        return known.get(refused) === "failed" && known.get(taken) === "delivered";
      });
      const headers = { authorization: `Bearer ${await product.token(client)}` };
      const csv = await fetch(`${product.url}/v1/campaigns/${id}/recipients/csv`, { headers });
      expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const text = await csv.text();
      expect(text.split("\r\n")[0]).toMatch(/^address,name,outcome/);
      expect(text).toContain(taken);
    });
  });
}
