import { createHmac } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { sandboxSendGrid } from "../../../emulators/sandbox/credentials.ts";
import { inboundMail } from "../../../emulators/sandbox/sendgrid/inbound.ts";
import { publicUrl, type ServedWebhooks, serveWebhooks } from "./fixture.ts";
import { type Mutation, mutationsOf } from "./mutations.fixture.ts";

/**
 * One odd field never loses a customer's message: whatever a webhook acknowledges gives a message, its deletion or the
 * record of a message that reaches nobody. What it refuses, the provider repeats or shows as failed.
 */

const channels = `
  channels:
    input:
      - { type: "whatsapp", config: { phone_number: "+14155550111", phone_number_id: "301540352242922" } }
      - { type: "instagram", config: { business_account: "salon", account_id: "17890000000000001" } }
      - { type: "telegram", config: { bot: "salon_bot" } }
      - { type: "sms", config: { phone_number: "+14155550112" } }
      - { type: "email", config: { address: "hello@salon.example" } }
`;
const secret = "one secret for all";
const now = new Date("2026-11-28T10:00:00.000Z");
const seconds = now.getTime() / 1_000;

let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({
    tenants: { salon: channels },
    secrets: {
      _platform: {
        META_APP_SECRET: secret,
        TELEGRAM_WEBHOOK_SECRET: secret,
        TWILIO_AUTH_TOKEN: secret,
        SENDGRID_INBOUND_TOKEN: sandboxSendGrid.inboundToken,
      },
      salon: { TELEGRAM_WEBHOOK_SECRET: secret, TWILIO_AUTH_TOKEN: secret },
    },
    now: () => now,
  });
});
afterAll(() => webhooks.close());

type Post = (body: unknown) => Promise<number>;

const postJson = async (path: string, body: unknown, headers: Readonly<Record<string, string>>) =>
  (
    await fetch(`${webhooks.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    })
  ).status;
const postMeta: Post = (body) => {
  const signature = createHmac("sha256", secret).update(JSON.stringify(body)).digest("hex");
  return postJson("/webhooks/meta", body, { "x-hub-signature-256": `sha256=${signature}` });
};
const postTelegram: Post = (body) =>
  postJson("/webhooks/telegram/salon_bot", body, { "x-telegram-bot-api-secret-token": secret });

/** The mutations that are acknowledged and leave nothing, but for those that hold nothing to keep. */
async function lost(valid: unknown, post: Post, nothingToKeep: readonly string[] = []): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, change, body } of mutationsOf(valid)) {
    webhooks.published.length = 0;
    const status = await post(body);
    expect([path, change, status < 500]).toEqual([path, change, true]);
    const name = `${path}: ${change}`;
    if (status === 200 && webhooks.published.length === 0 && !nothingToKeep.includes(name)) found.push(name);
  }
  return found;
}

const cases = (mutations: readonly (readonly [Mutation["path"], ...string[]])[]) =>
  mutations.flatMap(([path, ...changes]) => changes.map((change) => `${path}: ${change}`));

describe("WhatsApp", () => {
  const business = (message: object) => ({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "88",
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "14155550111", phone_number_id: "301540352242922" },
              contacts: [{ profile: { name: "Neha" }, wa_id: "919800011122", user_id: "IN.44001122" }],
              messages: [
                {
                  from: "919800011122",
                  from_user_id: "IN.44001122",
                  id: "wamid.odd",
                  timestamp: String(seconds),
                  context: { from: "14155550111", id: "wamid.before" },
                  ...message,
                },
              ],
            },
          },
        ],
      },
    ],
  });
  /** Without messages, a webhook is about something else: a delivery, or the account. */
  const nothingToKeep = cases([
    ["entry", "[]", "absent"],
    ["entry.0", "absent", "{}", '{"odd":"odd"}'],
    ["entry.0.changes", "[]", "absent"],
    ["entry.0.changes.0", "absent"],
    ["entry.0.changes.0.value", "{}", '{"odd":"odd"}'],
    ["entry.0.changes.0.value.messages", "[]", "absent"],
    ["entry.0.changes.0.value.messages.0", "absent"],
  ]);

  test.each<[string, object]>([
    ["a text", { type: "text", text: { body: "Is Sunday free?" } }],
    [
      "a file",
      { type: "document", document: { id: "5", mime_type: "application/pdf", caption: "Bill", filename: "b" } },
    ],
    ["a button", { type: "button", button: { payload: "yes", text: "Yes" } }],
    [
      "a picked row",
      { type: "interactive", interactive: { type: "list_reply", list_reply: { id: "r", title: "Row" } } },
    ],
    [
      "a form",
      {
        type: "interactive",
        interactive: { type: "nfm_reply", nfm_reply: { body: "Sent", response_json: '{"day":"Sunday"}' } },
      },
    ],
    [
      "a cart",
      {
        type: "order",
        order: {
          catalog_id: "1",
          text: "Soon",
          product_items: [{ product_retailer_id: "p", quantity: 2, item_price: 5, currency: "INR" }],
        },
      },
    ],
    ["a place", { type: "location", location: { latitude: 1.5, longitude: 2.5, name: "Home", address: "Road" } }],
    ["a contact", { type: "contacts", contacts: [{ name: { formatted_name: "Om" }, phones: [{ phone: "+911" }] }] }],
    [
      "a click on an ad",
      {
        type: "text",
        text: { body: "Hi" },
        referral: { headline: "Cut", body: "Now", source_id: "9", ctwa_clid: "c" },
      },
    ],
    ["a reaction", { type: "reaction", reaction: { message_id: "wamid.before", emoji: "👍" } }],
    [
      "an edit",
      {
        type: "edit",
        edit: { original_message_id: "wamid.before", message: { type: "text", text: { body: "Monday?" } } },
      },
    ],
    ["a deletion", { type: "revoke", revoke: { original_message_id: "wamid.before" } }],
  ])("loses %s for no odd field", async (_, message) => {
    expect(await lost(business(message), postMeta, nothingToKeep)).toEqual([]);
  });
});

describe("Instagram", () => {
  const event = (content: object) => ({
    object: "instagram",
    entry: [
      {
        id: "17890000000000001",
        time: 1,
        messaging: [{ sender: { id: "71" }, recipient: { id: "17890000000000001" }, timestamp: 5, ...content }],
      },
    ],
  });
  const nothingToKeep = cases([
    ["entry", "[]", "absent"],
    ["entry.0", "absent", "{}", '{"odd":"odd"}'],
    ["entry.0.messaging", "[]", "absent"],
    ["entry.0.messaging.0", "absent"],
    ["entry.0.messaging.0.message", "absent"],
    ["entry.0.messaging.0.postback", "absent"],
    ["entry.0.messaging.0.message_edit", "absent"],
    ["entry.0.messaging.0.reaction", "absent"],
  ]);

  test.each<[string, object]>([
    [
      "a text",
      { message: { mid: "m_odd", text: "Sunday?", quick_reply: { payload: "s" }, reply_to: { mid: "m_before" } } },
    ],
    [
      "a file",
      { message: { mid: "m_odd", attachments: [{ type: "image", payload: { url: "https://cdn.example/1" } }] } },
    ],
    [
      "an answer to a story",
      { message: { mid: "m_odd", text: "Wow", reply_to: { story: { id: "4", url: "https://cdn.example/s" } } } },
    ],
    [
      "a postback",
      { postback: { mid: "m_odd", title: "Start", payload: "go", referral: { ref: "r", source: "ADS" } } },
    ],
    ["an edit", { message_edit: { mid: "m_before", text: "Monday?", num_edit: 1 } }],
    ["a reaction", { reaction: { mid: "m_before", action: "react", reaction: "love", emoji: "❤" } }],
    ["a deletion", { message: { mid: "m_odd", is_deleted: true } }],
  ])("loses %s for no odd field", async (_, content) => {
    expect(await lost(event(content), postMeta, nothingToKeep)).toEqual([]);
  });
});

describe("Telegram", () => {
  const from = { id: 71, is_bot: false, first_name: "Neha" };
  const update = (content: object) => ({
    update_id: 40,
    message: { message_id: 3, date: seconds, chat: { id: 71, type: "private" }, from, ...content },
  });

  test.each<[string, object]>([
    ["a text", { text: "Sunday?", reply_to_message: { message_id: 2, chat: { id: 71, type: "private" }, text: "?" } }],
    ["a picture", { caption: "This", photo: [{ file_id: "AgAD", width: 90, height: 90 }] }],
    ["a file", { document: { file_id: "BQAD", mime_type: "application/pdf", file_name: "b.pdf" } }],
    ["a place", { location: { latitude: 1.5, longitude: 2.5 } }],
    ["a venue", { venue: { location: { latitude: 1.5, longitude: 2.5 }, title: "Home", address: "Road" } }],
    ["a contact", { contact: { phone_number: "911", first_name: "Om", user_id: 9 } }],
  ])("loses %s for no odd field", async (_, content) => {
    // An update without its message, or a message without its content, is about the chat.
    const names = Object.keys(content).filter((name) => name !== "caption" && name !== "reply_to_message");
    const nothingToKeep = cases([
      ["message", "absent"],
      ...names.map((name) => [`message.${name}`, "absent"] as const),
    ]);
    expect(await lost(update(content), postTelegram, nothingToKeep)).toEqual([]);
  });

  it("loses a pressed button for no odd field", async () => {
    const message = { message_id: 3, date: seconds, chat: { id: 71, type: "private" } };
    const valid = { update_id: 40, callback_query: { id: "8", from, data: "c:yes", message } };
    expect(await lost(valid, postTelegram)).toEqual(cases([["callback_query", "absent"]]));
  });
});

/** A form has texts only. */
const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(body) as object).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );

describe("Twilio", () => {
  const path = "/webhooks/twilio/whatsapp";
  const postTwilio: Post = async (body) => {
    const fields = textsOf(body);
    const signature = getExpectedTwilioSignature(secret, `${publicUrl}${path}`, fields);
    const headers = { "x-twilio-signature": signature };
    return (await fetch(`${webhooks.url}${path}`, { method: "POST", headers, body: new URLSearchParams(fields) }))
      .status;
  };
  const sent = { MessageSid: "SM77", From: "whatsapp:+919800011122", To: "whatsapp:+14155550111", NumMedia: "0" };

  test.each<[string, object]>([
    ["a text", { Body: "Sunday?", ProfileName: "Neha", OriginalRepliedMessageSid: "SM76" }],
    ["a file", { Body: "", NumMedia: "1", MediaUrl0: "https://api.twilio.com/1", MediaContentType0: "image/png" }],
    [
      "a place",
      { Body: "", Latitude: "1.5", Longitude: "2.5", Label: "Home", Address: "Road", MessageType: "location" },
    ],
    ["a click on an ad", { Body: "Hi", ReferralHeadline: "Cut", ReferralBody: "Now", ReferralSourceId: "9" }],
    ["a button", { Body: "Yes", ButtonText: "Yes", ButtonPayload: "yes" }],
  ])("loses %s for no odd field", async (_, content) => {
    expect(await lost({ ...sent, ...content }, postTwilio)).toEqual([]);
  });
});

it("loses no mail for an odd field", async () => {
  const url = () => `${webhooks.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`;
  const postMail: Post = async (body) => {
    const delivery = inboundMail({ ...Object(body), url: url() }, now);
    if (typeof delivery === "string") return 400; // the stand-in sends no such mail
    return (await fetch(delivery.url, { method: "POST", headers: delivery.headers, body: delivery.body })).status;
  };
  const mail = {
    from: "Neha <neha@example.in>",
    to: "Salon <hello@salon.example>",
    subject: "Sunday",
    text: "Is Sunday free?",
    html: "<p>Is Sunday free?</p>",
    headers: { "Message-ID": "<odd@example.in>", "In-Reply-To": "<a@salon.example>", References: "<a@salon.example>" },
  };
  expect(await lost(mail, postMail)).toEqual([]);
});
