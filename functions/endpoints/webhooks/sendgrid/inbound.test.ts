import { sandboxSendGrid } from "../../../../emulators/sandbox/credentials.ts";
import { inboundMail } from "../../../../emulators/sandbox/sendgrid/inbound.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { storedMediaNameOf } from "../../../../shared/tools/media/stored-media.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const channels = (address: string) => `
  channels:
    input:
      - { type: "email", config: { address: "${address}" } }
`;
const token = sandboxSendGrid.inboundToken;
let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({
    tenants: { clinic: channels("care@clinic.example"), shop: channels("hello@shop.example") },
    secrets: { _platform: { SENDGRID_INBOUND_TOKEN: token }, shop: { SENDGRID_INBOUND_TOKEN: "the shop's own" } },
  });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

const mail = {
  from: "Asha Rao <Asha@Example.in>",
  to: "Care <care@clinic.example>",
  subject: "Re: Your report",
  text: "Is it ready?\n\nOn Mon, 23 Nov 2026, Maya <care@clinic.example> wrote:\n> We will tell you.",
  headers: {
    "Message-ID": "<b2@example.in>",
    "In-Reply-To": "<a1@clinic.example>",
    References: "<a0@clinic.example>\n <a1@clinic.example>",
  },
};

async function post(changes: Record<string, unknown> = {}, query = `?token=${token}`): Promise<number> {
  const delivery = inboundMail(
    { ...mail, ...changes, url: `${webhooks.url}/webhooks/sendgrid/inbound${query}` },
    new Date(),
  );
  if (typeof delivery === "string") throw new Error(delivery);
  return (await fetch(delivery.url, { method: "POST", headers: delivery.headers, body: delivery.body })).status;
}
const received = () => webhooks.published.map(({ data }) => data as Record<string, unknown>);

it("publishes a mail for its tenant, with its thread and without quoted text", async () => {
  expect(await post()).toBe(200);
  const conversationId = testIds(TenantId.parse("clinic")).of("conversation", "clinic", "email", "asha@example.in");
  expect(webhooks.published).toEqual([
    expect.objectContaining({ tenantId: "clinic", key: conversationId, type: "message-received" }),
  ]);
  expect(received()[0]).toMatchObject({
    conversationId,
    channel: "email",
    accountAddress: "care@clinic.example",
    customerAddress: "asha@example.in",
    customerName: "Asha Rao",
    text: "Is it ready?",
    thread: {
      subject: "Re: Your report",
      messageId: "b2@example.in",
      references: ["a0@clinic.example", "a1@clinic.example"],
    },
    attachments: [],
    original: "Is it ready?\n\nOn Mon, 23 Nov 2026, Maya <care@clinic.example> wrote:\n> We will tell you.",
  });
  expect(received()[0]).not.toHaveProperty("unanswered");
  expect(received()[0]).not.toHaveProperty("claim");
});

it("stores attachments in the tenant's scope, readable only by the media reader", async () => {
  const content = Buffer.from("%PDF-1.7 a report").toString("base64");
  expect(await post({ attachments: [{ filename: "../../report.pdf", type: "application/pdf", content }] })).toBe(200);
  const { attachments } = received()[0] ?? {};
  const [file] = attachments as { readonly url: string; readonly contentType: string }[];
  expect(file?.contentType).toBe("application/pdf");
  const kept = await webhooks.platform.blobs.get(TenantId.parse("clinic"), storedMediaNameOf(file?.url ?? "") ?? "");
  expect(Buffer.from(kept?.body ?? []).toString()).toBe("%PDF-1.7 a report");
});

it("gives a repeated mail the same event id, and another sender's mail with its Message-ID another", async () => {
  await Promise.all(Array.from({ length: 10 }, () => post()));
  expect(new Set(webhooks.published.map(({ id }) => id)).size).toBe(1);
  await post({ from: "mallory@example.in" });
  expect(new Set(webhooks.published.map(({ id }) => id)).size).toBe(2);
});

it.each([
  ["automatic-reply", { headers: { "Auto-Submitted": "auto-replied" } }],
  ["automatic-reply", { headers: { "X-Autoreply": "yes" } }],
  ["automatic-reply", { subject: "Réponse automatique : Your report" }],
  ["mailing-list", { headers: { "List-Id": "<news.example.in>" } }],
  ["bounce", { from: "Mail Delivery <MAILER-DAEMON@example.in>" }],
  ["no-reply", { from: "no-reply@example.in" }],
  ["forged", { spf: "fail", dkim: "{@example.in : fail}" }],
  ["from-ourselves", { from: "hello@shop.example" }],
  ["from-ourselves", { headers: { "Reply-To": "Shop <hello+a1@shop.example>" } }],
])("keeps a mail that gets no answer: %s %j", async (unanswered, changes) => {
  expect(await post(changes)).toBe(200);
  expect(received()).toEqual([expect.objectContaining({ unanswered, text: "Is it ready?" })]);
});

it("takes no STOP from a machine", async () => {
  await post({ text: "STOP", headers: { "Auto-Submitted": "auto-replied" } });
  expect(webhooks.published.map(({ type }) => type)).toEqual(["message-received"]);
});

it("records a mail to an unknown address without its text", async () => {
  expect(await post({ to: "sales@unknown.example" })).toBe(200);
  expect(webhooks.published).toEqual([expect.objectContaining({ type: "message-unroutable", tenantId: "_platform" })]);
  expect(JSON.stringify(webhooks.published)).not.toMatch(/ready|asha/i);
});

it("finds the mailbox of an address with a +detail", async () => {
  await post({ to: "care+order7@clinic.example" });
  expect(received()[0]).toMatchObject({ accountAddress: "care@clinic.example" });
});

it("accepts only the token of the mail's tenant", async () => {
  expect(await post({}, "")).toBe(403);
  expect(await post({}, "?token=guess")).toBe(403);
  expect(await post({ to: "hello@shop.example" })).toBe(403);
  expect(await post({ to: "hello@shop.example" }, "?client_id=shop&token=the+shop%27s+own")).toBe(200);
  expect(await post({}, "?client_id=shop&token=the+shop%27s+own")).toBe(403);
});

it("handles hostile bodies", async () => {
  const raw = (body: string | Buffer, type: string) =>
    fetch(`${webhooks.url}/webhooks/sendgrid/inbound?token=${token}`, {
      method: "POST",
      headers: { "content-type": type },
      body: new Uint8Array(Buffer.from(body)),
    });
  expect((await raw("no form", "multipart/form-data; boundary=x")).status).toBe(400);
  expect((await raw("--x", "multipart/form-data")).status).toBe(400);
  expect((await raw("{}", "application/json")).status).toBe(415);
  expect(await post({ from: '"@@@" <>' })).toBe(200);
  expect(await post({ headers: { "Message-ID": `<${"x".repeat(50_000)}`, References: "<".repeat(50_000) } })).toBe(200);
});
