import type { AgentOutcome } from "../../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { type LoopEnded, loopEnded, type MessageReceived } from "../../../../../shared/events/index.ts";
import type { StoredConversation } from "../../conversations.ts";
import { aConversation, anOutcome } from "../../testing/fixtures.ts";
import { dependenciesWith, given, testNow } from "../../testing/given.ts";
import { turnStep } from "../turn.ts";

const config = minimalConfig("  conversation: { burst_window_ms: 0 }\n");

/** The customer writes one text after the other; the model answers each with its own text. */
async function talk(
  said: readonly string[],
  answers: (index: number) => string,
  { channel = "web_chat", seconds = 30 }: { channel?: MessageReceived["channel"]; seconds?: number } = {},
) {
  let conversation: StoredConversation = aConversation({ channel, recent: [], turnCount: 0 });
  const replies: string[] = [];
  const told: LoopEnded[] = [];
  const counted: unknown[] = [];
  for (const [index, text] of said.entries()) {
    const usage = { ...anOutcome({}).usage, modelCalls: 1 };
    const outcome: AgentOutcome = anOutcome({ text: answers(index), usage, citations: [], status: "reply" });
    const message: MessageReceived = {
      conversationId: "c1",
      messageId: `m${index}`,
      channel,
      accountAddress: "+14155238886",
      text,
      customerAddress: "+919812345678",
      customerName: null,
      attachments: [],
      choiceId: null,
      thread: null,
      configName: null,
    };
    const now = new Date(testNow.getTime() + index * seconds * 1_000);
    const step = turnStep(dependenciesWith(config, { outcome }));
    const { decision, record } = await given(conversation).when(step, message, { id: `e${index}`, now });
    conversation = { ...conversation, ...decision?.document } as StoredConversation;
    replies.push(record?.reply?.text ?? "");
    if (record?.loop) counted.push(record.loop);
    for (const { type, data } of decision?.publish ?? []) if (type === loopEnded.type) told.push(data as LoopEnded);
  }
  return { conversation, replies, told, counted };
}

const own = (index: number) => `This is my own answer to your message number ${"abcdefghij"[index]}.`;
const away = (number: number) => `Thank you for contacting Acme. Your message ${number} has been received.`;
const question = "What does a thyroid test cost when you collect it at home?";

describe("a machine on the other side", () => {
  it.each(["whatsapp", "sms", "telegram", "email"] as const)(
    "is left silent from its third equal message, and counted once: %s",
    async (channel) => {
      const { replies, told, counted, conversation } = await talk([1, 2, 3, 4, 5].map(away), own, { channel });
      expect(replies.map((text) => text !== "")).toEqual([true, true, false, false, false]);
      expect(counted).toEqual(["bot"]);
      expect(told).toMatchObject([{ kind: "bot", handedOver: false, conversationId: "c1", channel }]);
      expect(conversation.status).toBe("active");
    },
  );

  it("gets a person in a chat, once", async () => {
    const { replies, told, counted, conversation } = await talk([1, 2, 3, 4].map(away), own);
    expect(counted).toEqual(["bot"]);
    expect(told).toMatchObject([{ kind: "bot", handedOver: true }]);
    expect(conversation.escalation).toMatchObject({ reason: "loop_detected" });
    expect(replies.at(-1)).toBe("");
  });

  it("is found when two texts take turns, and when it says back what we say", async () => {
    const second = "This is an automated message: our office hours are nine to five.";
    const turns = await talk([away(1), second, away(2), second, away(3)], own, { channel: "whatsapp" });
    expect(turns.counted).toEqual(["bot"]);
    const echo = await talk(["Hello", own(0), own(1)], own, { channel: "whatsapp" });
    expect(echo.replies).toEqual([own(0), own(1), ""]);
  });

  it("is found by its speed in any language, where a person who names three orders is not", async () => {
    const order = (number: number) => `உங்கள் செய்தி எண் ${number} எங்களுக்குக் கிடைத்தது, நன்றி வணக்கம்.`;
    const said = [1, 2, 3, 4].map((number) => order(7_700 + number));
    const fast = await talk(said, own, { channel: "whatsapp", seconds: 2 });
    expect(fast.replies.map((text) => text !== "")).toEqual([true, true, true, false]);
    expect(fast.counted).toEqual(["bot"]);
    const slow = await talk(said, own, { channel: "whatsapp", seconds: 20 });
    expect([slow.replies, slow.counted]).toEqual([said.map((_, index) => own(index)), []]);
  });

  it("is another loop after something else was said", async () => {
    const said = [away(1), away(2), away(3), "Sorry, this is Asha. Is the lab open on Sunday?", away(4), away(5)];
    const { counted, replies } = await talk(said, own, { channel: "whatsapp" });
    expect([counted, replies[3]]).toEqual([["bot", "bot"], own(3)]);
  });
});

describe("a model that says the same to different messages", () => {
  const same = "I can help you with that. Please tell me a little more.";
  const different = ["Is the lab open on Sunday?", "Which tests need fasting?", "Send my invoice by mail please"];

  it("is stopped at the third time: a person takes over", async () => {
    const { told, counted, replies, conversation } = await talk(different, () => same);
    expect(counted).toEqual(["model"]);
    expect(told).toMatchObject([{ kind: "model", handedOver: true, agent: { name: "default", version: 3 } }]);
    expect(conversation.escalation).toMatchObject({ reason: "loop_detected" });
    expect(replies.at(-1)).not.toBe(same);
  });

  it.each([
    ["short answers", different, "You are welcome!"],
    ["answers to thanks", ["Thanks", "Okay", "Bye"], same],
    ["answers to one question in other words", ["What is a CBC's price?", "CBC how much?", "price of CBC"], same],
  ])("is no loop: %s", async (_, said, text) => {
    expect(await talk(said, () => text)).toMatchObject({ told: [], conversation: { status: "active" } });
  });
});

describe("a customer who repeats a question", () => {
  it.each(["web_chat", "whatsapp", "sms", "email"] as const)("is answered, however quickly: %s", async (channel) => {
    const said = Array.from({ length: 4 }, () => question);
    const { replies, told, counted } = await talk(said, () => "It costs ₹599, collected at your home.", {
      channel,
      seconds: 1,
    });
    expect(replies).toEqual(said.map(() => "It costs ₹599, collected at your home."));
    expect([told, counted]).toEqual([[], []]);
  });
});
