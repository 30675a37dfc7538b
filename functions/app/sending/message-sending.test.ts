import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { customers, newCustomer } from "../../../shared/customers/customer.ts";
import { customerIdOf } from "../../../shared/customers/identity.ts";
import type { MessageRequested } from "../../../shared/events/outreach/messages.ts";
import type { Envelope } from "../../../shared/platform/bus.ts";
import { put } from "../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { testIds, withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import type { SendMessage } from "../../../shared/tools/tool.ts";
import { conversations } from "../../engines/conversation/conversations.ts";
import { aConversation } from "../../engines/conversation/testing/fixtures.ts";
import { newTurn, turns } from "../../engines/conversation/turn-record.ts";
import { messageSending } from "./message-sending.ts";

const tenantId = TenantId.parse("client_1");
const now = new Date("2026-11-22T10:00:00.000Z");
const to = "+919812345678";
const config = minimalConfig(`
  timezone: Asia/Kolkata
  contact_rules: { quiet_hours: { from: "21:00", to: "09:00" }, max_per_day: 2 }
  channels:
    input:
      - { type: whatsapp, config: { phone_number: "+14155238886" } }
      - { type: instagram, config: { business_account: clinic, account_id: "17841400000000000" } }
      - { type: email, config: { address: care@clinic.example } }
    output:
      - type: whatsapp
        config:
          templates:
            - { name: reminder, text: "{{who}}, see you at {{time}}.", content_sid: "HX00000000000000000000000000000001" }
            - { name: offer, text: "Hello", status: rejected, content_sid: "HX00000000000000000000000000000002" }
      - type: email
        config: { templates: [plain, { name: receipt, subject: "Receipt {{number}}", body: "Thank you, {{who}}." }] }
`);

let dataDir: string;
let platform: EmbeddedPlatform;
let published: Envelope[];
let time: Date;
let send: (over: Partial<Parameters<SendMessage>[0]>) => ReturnType<SendMessage>;

const whatsappConversation = conversationIdOf(testIds(tenantId), "whatsapp", to);
const from: Parameters<SendMessage>[0]["from"] = {
  conversationId: whatsappConversation,
  channel: "whatsapp",
  customer: { id: "p1", address: to, name: "Asha" },
};
/** The same customer, who writes on another channel with the same number. */
const fromSms = { ...from, conversationId: "by-sms", channel: "sms" as const };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tool-messages-"));
  time = now;
  platform = withTestIds(openEmbedded({ dataDir, now: () => time }));
  published = [];
  const { documents, bus } = platform;
  const sending = messageSending({
    configs: { active: async () => ({ name: "main", version: 1 }), parsed: async () => config },
    platform: { documents, bus: { ...bus, publish: async (envelopes) => void published.push(...envelopes) } },
    now: () => time,
  });
  send = (over) =>
    sending({
      tenantId,
      channel: "whatsapp",
      from,
      purpose: "service",
      content: { type: "text", text: "Hello" },
      judge: () => null,
      idempotencyKey: "key",
      ...over,
    });
});

afterEach(async () => {
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

const template = (name: string, ...values: string[]) => ({ type: "template" as const, name, values });
const requests = () => published.map(({ data }) => data as MessageRequested);

async function wroteAt(lastInboundAt: string): Promise<void> {
  const conversation = aConversation({ id: whatsappConversation, lastInboundAt });
  await platform.documents.commit(tenantId, [put(conversations.collection, conversation.id, newOwned(conversation))]);
}

async function know(customer: Partial<ReturnType<typeof newCustomer>>, of = from): Promise<void> {
  const id = customerIdOf(testIds(tenantId), of.channel, of.customer.address);
  const state = { ...newCustomer(id, now.toISOString()), ...customer };
  await platform.documents.commit(tenantId, [put(customers.collection, id, newOwned(state))]);
}

it("requests the tenant's approved template with its values in order, to the conversation's own customer", async () => {
  const outcome = await send({ content: template("reminder", "Asha", "9 AM") });
  expect(outcome).toMatchObject({ status: "accepted", notBefore: null });
  expect(requests()).toMatchObject([
    {
      origin: { kind: "tool" },
      conversationId: whatsappConversation,
      recipient: { channel: "whatsapp", address: to, accountAddress: "+14155238886" },
      content: { text: "Asha, see you at 9 AM." },
      template: { name: "reminder", values: { who: "Asha", time: "9 AM" } },
      byTemplate: true,
    },
  ]);
});

it.each([
  ["does not exist", template("other"), "template-unknown"],
  ["was rejected", template("offer"), "template-not-approved"],
  ["lacks a value", template("reminder", "Asha"), "template-value-missing"],
])("tells the model why a template that %s is not sent", async (_, content, code) => {
  await expect(send({ content })).rejects.toMatchObject({ code });
  expect(published).toEqual([]);
});

it("accepts free text on WhatsApp in the customer's own turn, and within a day of their last message there", async () => {
  await send({});
  await wroteAt("2026-11-21T10:00:00.001Z");
  await send({ from: fromSms });
  expect(requests()).toMatchObject([{ content: { text: "Hello" }, template: null }, { recipient: { address: to } }]);
});

it("rejects free text on WhatsApp after that day, and to customers who never wrote there", async () => {
  await expect(send({ from: fromSms })).rejects.toMatchObject({ code: "window-closed" });
  await wroteAt("2026-11-21T10:00:00.000Z");
  await expect(send({ from: fromSms })).rejects.toMatchObject({ code: "window-closed" });
});

it("requests e-mails from templates with a body, and from free text", async () => {
  const byMail = { ...from, channel: "email" as const, customer: { ...from.customer, address: "asha@mail.example" } };
  const email = { channel: "email" as const, from: byMail };
  await send({ ...email, content: template("receipt", "17", "Asha") });
  await send({ ...email, idempotencyKey: "other" });
  expect(requests()).toMatchObject([
    { content: { text: "Thank you, Asha." }, template: { values: { number: "17", who: "Asha" } } },
    { content: { text: "Hello" }, template: null },
  ]);
  await expect(send({ ...email, content: template("plain") })).rejects.toMatchObject({ code: "template-unknown" });
});

it("identifies the message by the call: a repeat is the same, a second call with the same text is another", async () => {
  await send({});
  await send({});
  await send({ idempotencyKey: "second call" });
  const [first, repeat, second] = published.map(({ id }) => id);
  expect(repeat).toBe(first);
  expect(second).not.toBe(first);
});

it("reports that the tenant lacks the channel", async () => {
  await expect(send({ channel: "sms" })).rejects.toMatchObject({ code: "channel-not-connected" });
});

it("refuses what the guard refuses: free text, a template's value, and the filled template", async () => {
  const judge = (text: string) => (/5|free/.test(text) ? "it stated a price." : null);
  const judged: [string, string | undefined][] = [];
  expect(await send({ judge, content: { type: "text", text: "It is free" } })).toMatchObject({ status: "refused" });
  expect(await send({ judge, content: template("reminder", "Asha", "5") })).toMatchObject({ status: "refused" });
  await send({
    content: template("reminder", "A", "9"),
    judge: (text, wording) => {
      judged.push([text, wording]);
      return null;
    },
  });
  const wording = "{{who}}, see you at {{time}}.";
  expect(judged).toEqual([
    ["A", wording],
    ["9", wording],
    ["A, see you at 9.", wording],
  ]);
  expect(published).toHaveLength(1);
});

describe("a message to a visitor of a web page", () => {
  const visitor = { ...from, conversationId: "web", channel: "web_chat" as const };
  const content = template("reminder", "Asha", "9 AM");
  const at = now.toISOString();
  const phone = { kind: "phone" as const, value: "+919811111111", at };

  it("goes nowhere while nobody has proven an address, whatever the visitor named", async () => {
    expect(await send({ from: visitor, content })).toMatchObject({ status: "refused" });
    await know({ identities: [{ ...phone, verified: false }] }, visitor);
    expect(await send({ from: visitor, content })).toMatchObject({ status: "refused" });
    expect(published).toEqual([]);
  });

  it("goes to the address that they have proven", async () => {
    await know({ identities: [{ ...phone, verified: true, proof: "code" }] }, visitor);
    expect(await send({ from: visitor, content })).toMatchObject({ status: "accepted" });
    expect(requests()).toMatchObject([{ recipient: { address: "+919811111111" } }]);
  });
});

describe("the rules of unasked messages", () => {
  const contact = { at: "2026-11-22T09:00:00.000Z", channel: "whatsapp" as const, purpose: "service" as const };

  it("refuse it after an opt-out", async () => {
    await know({ optOuts: { whatsapp: now.toISOString() } });
    expect(await send({})).toMatchObject({ status: "refused", reason: expect.stringContaining("does not want") });
    expect(published).toEqual([]);
  });

  it("refuse it beyond the cap, unless it is transactional", async () => {
    await know({ contacts: ["a", "b"].map((requestId) => ({ ...contact, requestId })) });
    expect(await send({})).toMatchObject({ status: "refused" });
    expect(await send({ purpose: "transactional" })).toMatchObject({ status: "accepted" });
  });

  it("accept a repeat of the message that reached the cap", async () => {
    await send({});
    const [{ id } = { id: "" }] = published;
    await know({ contacts: [id, "b"].map((requestId) => ({ ...contact, requestId })) });
    const turn = newTurn(aConversation(), { turnId: id, inbound: [], at: now.toISOString() });
    await platform.documents.commit(tenantId, [put(turns.collection, id, newOwned(turn))]);
    expect(await send({})).toMatchObject({ status: "accepted" });
  });

  it("delay it in quiet hours, and tell the model", async () => {
    time = new Date("2026-11-22T16:30:00.000Z");
    expect(await send({})).toMatchObject({ status: "accepted", notBefore: new Date("2026-11-23T03:30:00.000Z") });
    expect(published).toHaveLength(1);
  });
});
