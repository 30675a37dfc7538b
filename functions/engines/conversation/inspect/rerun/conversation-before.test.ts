import { TenantId } from "../../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../../shared/platform/tenant-ids.fixture.ts";
import { aConversation, anInbound } from "../../testing/fixtures.ts";
import { newTurn, type Turn } from "../../turn-record.ts";
import { conversationBefore } from "./conversation-before.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const ids = testIds(TenantId.parse("sandbox-draft-1"));
const given = {
  session: "rerun-t3",
  notes: undefined,
  pending: [],
  customerName: "Asha",
  ids,
  config: { name: "draft", version: 1 },
  messages: 10,
  now,
};

/** A turn in which the customer said `said`, and got `answered`. */
function aTurn(index: number, said: string, answered: string, over: Partial<Turn> = {}): Turn {
  const turnId = `t${index}`;
  const inbound = [{ ...anInbound, id: `${turnId}-in`, text: said }];
  const reply = { messageId: `${turnId}-out`, text: answered, choices: [], media: [], citations: [] };
  const conversation = { ...aConversation(), turnCount: index };
  return { ...newTurn(conversation, { turnId, inbound, at: now.toISOString() }), reply, ...over };
}

it("holds what was said before the turn and who said it, and counts on", () => {
  const earlier = [
    aTurn(1, "नमस्ते", "नमस्ते!", { signals: { language: "hi" } }),
    aTurn(2, "Hello?", "I am Ravi.", { by: "ravi" }),
  ];
  const before = conversationBefore({ index: 3 }, { ...given, earlier });
  expect(before.recent.map(({ role, text }) => [role, text])).toEqual([
    ["customer", "नमस्ते"],
    ["agent", "नमस्ते!"],
    ["customer", "Hello?"],
    ["operator", "I am Ravi."],
  ]);
  expect(before).toMatchObject({
    channel: "web_chat",
    turnCount: 2,
    language: "hi",
    status: "active",
    customer: { name: "Asha" },
    config: { name: "draft", version: 1 },
  });
  expect(before).not.toHaveProperty("unsummarised");
});

it("keeps the newest messages, tells that others are missing, and lets the turn's first messages wait", () => {
  const earlier = [1, 2, 3].map((index) => aTurn(index, `Question ${index}`, `Answer ${index}`));
  const pending = [{ ...anInbound, id: "first", text: "One more" }];
  const before = conversationBefore({ index: 4 }, { ...given, earlier, messages: 2, pending });
  expect(before.recent.map(({ text }) => text)).toEqual(["Question 3", "Answer 3"]);
  expect(before.unsummarised).toBe(2);
  expect(before.pending).toMatchObject([{ id: "first", text: "One more", attachments: [] }]);
});

it("is a first message's conversation where nothing was said before", () => {
  expect(conversationBefore({ index: 1 }, { ...given, earlier: [] })).toMatchObject({
    recent: [],
    pending: [],
    turnCount: 0,
    language: "en",
  });
});

it("has the summary and the notes that the model was given, and reads as many messages as it did", () => {
  const earlier = [1, 2, 3].map((index) => aTurn(index, `Question ${index}`, `Answer ${index}`));
  const notes = { summary: "Wants a thyroid test.", context: { city: "Pune" }, missing: 0, recent: 3 };
  const before = conversationBefore({ index: 4 }, { ...given, earlier, notes });
  expect(before).toMatchObject({ summary: "Wants a thyroid test.", context: { city: "Pune" } });
  expect(before.recent.map(({ text }) => text)).toEqual(["Answer 2", "Question 3", "Answer 3"]);
  expect(before).not.toHaveProperty("unsummarised");
});
