import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import type { Documents, Write } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { type Campaign, campaigns, recipientsPerChunk } from "./campaign.ts";
import { requestTo } from "./message-request.ts";
import { addRecipients } from "./recipients/add-recipients.ts";
import type { Row } from "./recipients/read-recipients.ts";
import type { CampaignRecipient } from "./recipients/recipients.ts";
import { requireReady } from "./require-ready.ts";

const tenantId = TenantId.parse("shop");
const now = new Date("2026-11-22T10:00:00.000Z");
const config = minimalConfig(`
  channels:
    output:
      - type: whatsapp
        config:
          templates:
            - { name: sale, text: "Hi {{customer_name}}, {{off}} off until {{until}}", defaults: { customer_name: there } }
            - { name: sale, language: hi, text: "{{until}} तक, {{city}}" }
            - { name: draft, text: Hello, status: pending }
      - type: email
        config: { templates: [plain, { name: bill, subject: "Bill {{number}}", body: "Dear {{customer_name}}" }] }
`);
const draft: Campaign = {
  id: "k1",
  name: "Sale",
  channel: "whatsapp",
  purpose: "service",
  message: "Hello",
  template: null,
  clientName: "Tea House",
  configName: null,
  accountAddress: "+14155238886",
  perMinute: 60,
  status: "draft",
  startsAt: null,
  chunkSizes: [],
  epoch: 0,
  tick: 0,
  next: { chunk: 0, index: 0 },
  settledChunks: [],
  counts: { sent: 0, skipped: {} },
  createdBy: "me",
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  endedAt: null,
};

/** Holds what is committed to it, by collection and id. */
function held(): Documents {
  const kept = new Map<string, unknown>();
  return {
    get: async (_tenant: TenantId, { name }: { name: string }, id: string) => {
      const data = kept.get(`${name}/${id}`);
      return data === undefined ? undefined : { id, version: "1", data };
    },
    commit: async (_tenant: TenantId, writes: readonly Write[]) => {
      for (const write of writes)
        if (write.type === "put") kept.set(`${write.collection.name}/${write.id}`, structuredClone(write.data));
      return writes.map(() => "1");
    },
  } as unknown as Documents;
}

async function given(over: Partial<Campaign>, rows: readonly Row[]) {
  const documents = held();
  await documents.commit(tenantId, [
    { type: "put", collection: campaigns.collection as never, id: "k1", data: newOwned({ ...draft, ...over }) },
  ]);
  const numbered = rows.map((row, index) => ({
    line: index + 1,
    row: { ...row, phone: `+9198123${45_000 + index}`, email: `a${index}@shop.example` },
  }));
  const to = { tenantId, id: "k1", country: undefined, now };
  const { campaign } = await addRecipients(documents, to, { rows: numbered, bad: [], skipInvalid: false });
  return { documents, campaign };
}

async function start(over: Partial<Campaign>, rows: readonly Row[], skipIncomplete = false) {
  const { documents, campaign } = await given(over, rows);
  return requireReady(documents, { tenantId, campaign, config, skipIncomplete }).then(
    () => "ready",
    ({ status, code, message }: { status: number; code: string; message: string }) => `${status} ${code}: ${message}`,
  );
}

const template = (name: string, values: Record<string, string> = {}) => ({ template: { name, values } });

describe("before the first recipient", () => {
  it("a message may name the recipient, the tenant, and columns that some recipient has", async () => {
    const message = "Hi {name}, {Order No} at {client_name}";
    expect(await start({ message }, [{ name: "Mira" }, { "order no": "7" }])).toBe("ready");
  });

  it("a name that no recipient has a column for is refused", async () => {
    const message = "Hi {name}, {off} until {until}";
    expect(await start({ message }, [{ name: "Mira" }, { off: "5%" }])).toMatch(
      /^422 campaign-placeholders-unknown: No recipient has a value for \{until\}\./,
    );
  });

  it("a template there is not, or that is not approved, is refused", async () => {
    expect(await start(template("sail"), [{}])).toMatch(/^422 template-unknown/);
    expect(await start(template("draft"), [{}])).toMatch(/^422 template-not-approved/);
    expect(await start({ ...template("bil"), channel: "email" }, [{}])).toMatch(/^422 template-unknown/);
    expect(await start({ ...template("plain"), channel: "email" }, [{}])).toBe("ready");
  });

  it("recipients who lack a value of the template are counted, over all chunks and languages", async () => {
    const full = { off: "5%", until: "Sunday", city: "Pune" };
    const rows = Array.from({ length: recipientsPerChunk + 20 }, (_, index) =>
      index % 40 === 0 ? { ...full, until: "" } : full,
    );
    expect(await start(template("sale"), rows)).toMatch(
      /^422 template-value-missing: .*\{\{until\}\} has no value for 3 of 120 recipients\./,
    );
    expect(await start(template("sale"), rows, true)).toBe("ready");
    expect(await start(template("sale", { until: "tonight" }), rows)).toBe("ready");
    expect(await start(template("sale", { until: "{day}" }), rows)).toMatch(/^422 campaign-placeholders-unknown/);
    expect(await start(template("sale"), [{ off: "5%" }], true)).toMatch(/^422 template-value-missing/);
    expect(await start({ ...template("bill"), channel: "email" }, [{ number: "1" }, {}])).toMatch(/number.* 1 of 2 /);
  });
});

describe("what a recipient is written", () => {
  async function wrote(message: string, rows: readonly Row[]) {
    const { campaign } = await given({ message }, rows);
    const recipient: CampaignRecipient = { address: "+919812345000", name: null, fields: {} };
    return requestTo(recipient, { ids: testIds(tenantId), campaign, chunk: 0, index: 0 }).data;
  }

  it("leaves out a column that only others have a value in, and the name", async () => {
    expect(await wrote("Hi {name}, {off} off at {client_name}", [{ off: "5%" }])).toMatchObject({
      content: { text: "Hi, off at Tea House" },
    });
  });

  it("is withheld where nobody has the column", async () => {
    expect(await wrote("Hi {name}, {off} off", [{}])).toMatchObject({ unknownPlaceholders: ["off"] });
  });
});
