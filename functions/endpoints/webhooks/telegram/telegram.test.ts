import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { keptText } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { conversations } from "../../../engines/conversation/conversations.ts";
import { aConversation } from "../../../engines/conversation/testing/fixtures.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const now = new Date("2026-11-28T10:00:00.000Z");
const seconds = now.getTime() / 1_000;
const secret = "the-secret-of-one";
const clinic = TenantId.parse("clinic_1");

const channel = (bot: string) => `  channels:\n    input:\n      - { type: telegram, config: { bot: ${bot} } }\n`;
const named = `  integrations:
    available:
      - { name: telegram, type: messaging, config: { bot_token: "\${SHOP_BOT}", webhook_secret: "\${SHOP_SECRET}" } }
`;

let served: ServedWebhooks;
beforeAll(async () => {
  served = await serveWebhooks({
    tenants: { clinic_1: channel('"@Clinic_One_bot"'), shop_1: named + channel("shop_bot") },
    secrets: {
      clinic_1: { TELEGRAM_WEBHOOK_SECRET: secret },
      shop_1: { TELEGRAM_WEBHOOK_SECRET: "not this one", SHOP_SECRET: "the-secret-of-two", SHOP_BOT: "1:a" },
      _platform: { TELEGRAM_WEBHOOK_SECRET: "the-secret-of-the-agency" },
    },
    now: () => now,
  });
});
afterAll(() => served.close());
beforeEach(() => {
  served.published.length = 0;
  served.lines.length = 0;
});

const from = { id: 700, is_bot: false, first_name: "आशा", last_name: "राव" };
const chat = { id: 700, type: "private" };
const message = { message_id: 5, date: seconds, chat, from, text: "CBC की कीमत क्या है?" };

async function post(update: object | string, how: { readonly bot?: string; readonly secret?: string } = {}) {
  const response = await fetch(`${served.url}/webhooks/telegram/${how.bot ?? "clinic_one_bot"}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": how.secret ?? secret },
    body: typeof update === "string" ? update : JSON.stringify({ update_id: 900, ...update }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("authentication of a bot's updates", () => {
  test.each([
    ["a wrong secret", "clinic_one_bot", "another"],
    ["no secret", "clinic_one_bot", ""],
    ["another tenant's secret", "clinic_one_bot", "the-secret-of-two"],
    ["the agency's secret when the tenant has its own", "clinic_one_bot", "the-secret-of-the-agency"],
    ["the default secret when the tenant configures another", "shop_bot", "not this one"],
    ["a tenant's secret for an unclaimed bot", "nobodys_bot", secret],
    ["a path that is not a bot name", "a%2Fb", secret],
  ])("%s is refused and publishes nothing", async (_, bot, given) => {
    expect(await post({ message }, { bot, secret: given })).toMatchObject({
      status: 403,
      body: { code: "signature-invalid" },
    });
    expect(served.published).toEqual([]);
  });

  test("the secret configured by the tenant is accepted", async () => {
    expect((await post({ message }, { bot: "shop_bot", secret: "the-secret-of-two" })).status).toBe(200);
    expect(served.published).toMatchObject([{ tenantId: "shop_1" }]);
  });

  test("the path decides the tenant, never the body", async () => {
    await post({ message: { ...message, chat: { ...chat, username: "shop_bot" }, via_bot: { username: "shop_bot" } } });
    expect(served.published).toMatchObject([{ tenantId: "clinic_1", data: { accountAddress: "Clinic_One_bot" } }]);
  });

  test("no secret is logged", async () => {
    await post({ message });
    await post({ message }, { secret: "a-wrong-secret" });
    expect(served.lines.length).toBeGreaterThan(0);
    expect(served.lines.join("\n")).not.toMatch(/the-secret-of|a-wrong-secret/);
  });
});

describe("a message", () => {
  test("is published for the customer, in Hindi as it was written", async () => {
    expect(await post({ message })).toEqual({ status: 200, body: {} });
    expect(served.published).toMatchObject([
      {
        type: "message-received",
        tenantId: "clinic_1",
        key: conversationIdOf(testIds(clinic), "telegram", "700"),
        data: {
          channel: "telegram",
          accountAddress: "Clinic_One_bot",
          customerAddress: "700",
          customerName: "आशा राव",
          text: "CBC की कीमत क्या है?",
          configName: "main",
        },
      },
    ]);
  });

  test("delivered twice is one event; the same message to another bot is a separate event", async () => {
    await post({ message });
    await post({ message });
    await post({ message }, { bot: "shop_bot", secret: "the-secret-of-two" });
    const [first, second, other] = served.published.map(({ id }) => id);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  test("with /stop also publishes the opt-out, ahead of the turn", async () => {
    await post({ message: { ...message, text: "/stop@clinic_one_bot" } });
    expect(served.published.map(({ type }) => type)).toEqual(["message-received", "opt-out-reported"]);
  });

  test.each([
    ["in a group", { ...message, chat: { id: -100, type: "supergroup" }, text: "/start" }],
    ["without content", { message_id: 6, date: seconds, chat, from, pinned_message: message }],
  ])("%s is acknowledged and ignored", async (_, left) => {
    expect(await post({ message: left })).toEqual({ status: 200, body: {} });
    expect(served.published).toEqual([]);
  });

  test("to an unclaimed bot is recorded for the platform's operator, without its text", async () => {
    await post({ message }, { bot: "nobodys_bot", secret: "the-secret-of-the-agency" });
    expect(served.published).toMatchObject([{ type: "message-unroutable", tenantId: "_platform" }]);
    expect(JSON.stringify(served.published)).not.toContain("CBC");
  });
});

test("a pressed button is acknowledged in the response and published once, with its choice", async () => {
  const reply_markup = { inline_keyboard: [[{ text: "हाँ", callback_data: "yes" }]] };
  const callback_query = { id: "77", from, data: "yes", message: { ...message, from: undefined, reply_markup } };
  for (const _ of [1, 2])
    expect(await post({ callback_query })).toEqual({
      status: 200,
      body: { method: "answerCallbackQuery", callback_query_id: "77" },
    });
  expect(served.published).toMatchObject([
    { data: { text: "हाँ", choiceId: "yes", customerAddress: "700" } },
    { id: served.published[0]?.id },
  ]);
});

test("blocking the bot is an opt-out", async () => {
  const member = { chat, from, date: seconds, new_chat_member: { status: "kicked", user: { id: 1 } } };
  await post({ my_chat_member: member });
  await post({ update_id: 901, my_chat_member: { ...member, new_chat_member: { status: "member" } } });
  await post({ update_id: 902, my_chat_member: { ...member, chat: { id: -5, type: "group" } } });
  expect(served.published).toMatchObject([
    {
      type: "opt-out-reported",
      key: conversationIdOf(testIds(clinic), "telegram", "700"),
      data: { channel: "telegram", wording: "blocked the bot", message: null },
    },
  ]);
});

describe("an edit", () => {
  /** The conversation after its messages were processed. */
  async function keep(...texts: string[]) {
    const messages = texts.length === 0 ? [message.text] : texts;
    await post({ message });
    const [event] = served.published.splice(0);
    const id = conversationIdOf(testIds(clinic), "telegram", "700");
    const recent = messages.map((text, index) => ({
      ...aConversation().recent[0],
      id: index === 0 ? (event?.id ?? "") : `later-${index}`,
      turnId: "t",
      role: "customer" as const,
      text,
      choices: [],
      delivery: null,
      at: now.toISOString(),
    }));
    const document = newOwned({ ...aConversation(), id, recent });
    await served.platform.documents.commit(clinic, [put(conversations.collection, id, document)]);
  }
  const edited = (text: string) => ({ edited_message: { ...message, text, edit_date: seconds } });
  const texts = () => served.published.map(({ data }) => (data as { text: string }).text);

  test("is published as a new message marked as edited", async () => {
    await keep();
    await post(edited("LFT की कीमत?"));
    expect(texts()).toEqual(["[Edited] LFT की कीमत?"]);
  });

  test("without new words is not answered again", async () => {
    await keep();
    await post(edited(message.text));
    await keep(message.text, "[Edited] LFT?");
    await post(edited("LFT?"));
    expect(texts()).toEqual([]);
  });

  test("of a text that the conversation holds clipped is compared as it is clipped", async () => {
    const long = "लंबा ".repeat(810);
    await keep(keptText(long));
    await post(edited(long));
    await keep("LFT?", keptText(`[Edited] ${long}`));
    await post(edited(long));
    expect(texts()).toEqual([]);
    await post(edited(`अब ${long}`));
    expect(texts()).toEqual([`[Edited] अब ${long}`]);
  });

  test("back to the original words counts as an edit", async () => {
    await keep(message.text, "[Edited] LFT?");
    await post(edited(message.text));
    expect(texts()).toEqual([`[Edited] ${message.text}`]);
  });

  test("of a message no longer stored counts as an edit", async () => {
    await post({ edited_message: { ...message, message_id: 3_000, text: "Hello" } });
    expect(texts()).toEqual(["[Edited] Hello"]);
  });

  test("ignores a live location that moves", async () => {
    await post({
      edited_message: { ...message, text: undefined, location: { latitude: 1, longitude: 2, live_period: 60 } },
    });
    expect(served.published).toEqual([]);
  });
});

test("rejects a body that is not an update and records an update of an unknown form", async () => {
  expect((await post("{")).status).toBe(400);
  expect((await post('{"hello": 1}')).status).toBe(400);
  expect(await post({ message: { message_id: "five" } })).toEqual({ status: 200, body: {} });
  expect(served.published).toMatchObject([{ type: "message-unroutable", data: { reason: "form-unknown" } }]);
});

test("a reaction is published as a message that is not answered", async () => {
  const message_reaction = { chat, user: from, date: seconds, message_id: 5, old_reaction: [] };
  await post({ message_reaction: { ...message_reaction, new_reaction: [{ type: "emoji", emoji: "👍" }] } });
  await post({ message_reaction: { ...message_reaction, new_reaction: [] } });
  expect(served.published).toMatchObject([
    { data: { text: "[Reaction] 👍", unanswered: "reaction", reactsTo: `${chat.id}:5` } },
    { data: { text: "[Reaction removed]", unanswered: "reaction" } },
  ]);
});
