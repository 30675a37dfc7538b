import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationIdOf } from "../../shared/channels/recipient.ts";
import type { ChannelMessage } from "../../shared/channels/sending/channel-message.ts";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { put } from "../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import type { SendMessage } from "../../shared/tools/tool.ts";
import { conversations } from "../engines/conversation/conversations.ts";
import { aConversation } from "../engines/conversation/testing/fixtures.ts";
import { messageSending } from "./message-sending.ts";

const tenantId = TenantId.parse("client_1");
const now = new Date("2026-11-22T10:00:00.000Z");
const to = "+919812345678";
const config = minimalConfig(`
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
let sent: { readonly payload: ChannelMessage; readonly repeated: boolean }[];
let report: { readonly providerMessageId: string | null; readonly errorCode: string | null };
let send: (over: Partial<Parameters<SendMessage>[0]>) => ReturnType<SendMessage>;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tool-messages-"));
  platform = openEmbedded({ dataDir });
  sent = [];
  report = { providerMessageId: "id1", errorCode: null };
  const sending = messageSending({
    configs: { active: async () => ({ name: "main", version: 1 }), parsed: async () => config },
    documents: platform.documents,
    send: async ({ payload, repeated }) => {
      sent.push({ payload: payload as ChannelMessage, repeated });
      return report;
    },
    log: createLogger({ level: "silent" }),
    now: () => now,
  });
  send = (over) =>
    sending({
      tenantId,
      provider: "any",
      channel: "whatsapp",
      to,
      conversationId: "another",
      content: { type: "text", text: "Hello" },
      idempotencyKey: "key",
      signal: new AbortController().signal,
      ...over,
    });
});

afterEach(async () => {
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

const template = (name: string, ...values: string[]) => ({ type: "template" as const, name, values });
const whatsappConversation = conversationIdOf(tenantId, "whatsapp", to);

async function wroteAt(lastInboundAt: string): Promise<void> {
  const conversation = aConversation({ id: whatsappConversation, lastInboundAt });
  await platform.documents.commit(tenantId, [put(conversations.collection, conversation.id, newOwned(conversation))]);
}

it("sends the tenant's approved template with its values in order", async () => {
  await send({ content: template("reminder", "Asha", "9 AM") });
  expect(sent).toMatchObject([{ payload: { content: { type: "template", text: "Asha, see you at 9 AM." } } }]);
});

it.each([
  ["does not exist", template("other"), "template-unknown"],
  ["was rejected", template("offer"), "template-not-approved"],
  ["lacks a value", template("reminder", "Asha"), "template-value-missing"],
])("tells the model why a template that %s is not sent", async (_, content, code) => {
  await expect(send({ content })).rejects.toMatchObject({ code });
  expect(sent).toEqual([]);
});

it("sends free text on WhatsApp in the customer's own turn, and within a day of their last message there", async () => {
  await send({ conversationId: whatsappConversation });
  await wroteAt("2026-11-21T10:00:00.001Z");
  await send({});
  expect(sent).toMatchObject([{ payload: { turnId: null, content: { type: "text", text: "Hello" } } }, {}]);
});

it("rejects free text on WhatsApp after that day, and to customers who never wrote there", async () => {
  await expect(send({})).rejects.toMatchObject({ code: "window-closed" });
  await wroteAt("2026-11-21T10:00:00.000Z");
  await expect(send({})).rejects.toMatchObject({ code: "window-closed" });
});

it("sends e-mails from templates with a body, and from free text", async () => {
  const email = { channel: "email" as const, to: "asha@mail.example" };
  await send({ ...email, content: template("receipt", "17", "Asha") });
  await send({ ...email, idempotencyKey: "other" });
  expect(sent.map(({ payload }) => payload.content)).toMatchObject([
    { subject: "Receipt 17", text: "Thank you, Asha." },
    { text: "Hello" },
  ]);
  await expect(send({ ...email, content: template("plain") })).rejects.toMatchObject({ code: "template-unknown" });
});

it("recognises a repeated call when the provider cannot be asked", async () => {
  const email = { channel: "email" as const, to: "asha@mail.example" };
  await send(email);
  await send(email);
  expect(sent.map(({ repeated }) => repeated)).toEqual([false, true]);
});

it("reports by code that the provider rejected it, or that the tenant lacks the channel", async () => {
  report = { providerMessageId: null, errorCode: "63016" };
  await expect(send({ conversationId: whatsappConversation })).rejects.toMatchObject({
    code: "message-refused",
    message: expect.stringContaining("63016"),
  });
  await expect(send({ channel: "sms" })).rejects.toMatchObject({ code: "channel-not-connected" });
});
