import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { MessageReceived } from "../../../../../shared/events/index.ts";
import { failureEventId } from "../../../../../shared/runtime/failures/failure.ts";
import type { StoredConversation } from "../../conversations.ts";
import { newHandoff } from "../../handoff/state.ts";
import { aConversation, aMessage, anInbound, anOutcome } from "../../testing/fixtures.ts";
import { dependenciesWith, given, testNow, testTenant } from "../../testing/given.ts";
import { answerBurstStep } from "../answer-burst.ts";
import { turnStep } from "../turn.ts";
import { takeFailedTurnStep } from "./take-failed-turn.ts";

const config = minimalConfig("  conversation: { burst_window_ms: 0 }\n");
const dependencies = dependenciesWith(config, { outcome: anOutcome() });
const message: MessageReceived = {
  conversationId: "c1",
  messageId: "m7",
  channel: "whatsapp",
  accountAddress: "+14155238886",
  customerAddress: "+919812345678",
  customerName: "Asha",
  text: "मेरी रिपोर्ट कब मिलेगी?",
  attachments: [],
  choiceId: null,
  thread: null,
  configName: null,
};
const failureId = failureEventId("e7", "conversation-turn");
const whenItFailed = (before: StoredConversation | undefined, failed: MessageReceived | null = message) =>
  given(before).when(takeFailedTurnStep(dependencies), { conversationId: "c1", message: failed }, { id: failureId });

describe("a message that no turn could handle", () => {
  it("is handed to a person, and the customer is told", async () => {
    const { decision, record, texts, published } = await whenItFailed(aConversation());
    expect(decision?.document).toMatchObject({
      status: "escalated",
      escalation: { reason: "system_error" },
      handoff: { stage: "queued", open: true },
    });
    expect(record).toMatchObject({ escalationReason: "system_error", inbound: [{ id: "m7", text: message.text }] });
    expect(texts).toHaveLength(1);
    expect(published).toEqual(expect.arrayContaining(["conversation-escalated", "handoff-due"]));
  });

  it("is handed over with its conversation when it is the first", async () => {
    const { decision, texts } = await whenItFailed(undefined);
    expect(decision?.document).toMatchObject({ id: "c1", status: "escalated", customer: { name: "Asha" } });
    expect(texts).toHaveLength(1);
  });

  it("is recorded for the person who has the conversation, without a word to the customer", async () => {
    const at = testNow.toISOString();
    const wish = { id: "h1", type: "human_agent", department: null, skills: [], priority: "medium", at };
    const escalation = { reason: "asked", action: "transfer", priority: "medium", at, operator: null };
    const held = aConversation({ status: "escalated", escalation, handoff: newHandoff(wish) });
    const { decision, record, texts } = await whenItFailed(held);
    expect(decision?.document).toMatchObject({ status: "escalated", escalation: { reason: "asked" }, pending: [] });
    expect(record?.inbound).toMatchObject([{ id: "m7" }]);
    expect(texts).toEqual([]);
  });

  it("changes nothing when a turn has handled it after all", async () => {
    const { decision } = await whenItFailed(aConversation({ recent: [aMessage({ id: "m7" })] }));
    expect(decision).toBeUndefined();
  });

  it("takes the messages of a burst with it", async () => {
    const waiting = aConversation({ pending: [anInbound], burst: { id: "b1", endsAt: testNow.toISOString() } });
    const { decision, record } = await whenItFailed(waiting, null);
    expect(decision?.document).toMatchObject({ status: "escalated", pending: [], burst: null });
    expect(record?.inbound).toMatchObject([{ id: "m1" }]);
    expect((await whenItFailed(aConversation(), null)).decision).toBeUndefined();
  });
});

it("is left to the person when its dead letter is replayed", async () => {
  const { decision } = await whenItFailed(aConversation());
  const after = decision?.document as StoredConversation;
  const replay = await given(after).when(turnStep(dependencies), message, { id: "e7" });
  expect(replay.decision).toBeUndefined();
  const next = await given(after).when(turnStep(dependencies), { ...message, messageId: "m8" }, { id: "e8" });
  expect(next.record?.inbound).toMatchObject([{ id: "m8" }]);
});

it("nothing is handed over for what needs no answer, or for data of another shape", () => {
  const event = { id: "e7", type: "", tenantId: testTenant, key: "c1", causationId: null, occurredAt: "" };
  const after = turnStep(dependencies).afterFailure;
  expect(after?.({ ...event, data: message })).toMatchObject([{ type: "turn-failed", key: "c1", data: { message } }]);
  expect(after?.({ ...event, data: { ...message, unanswered: "reaction" } })).toEqual([]);
  expect(after?.({ ...event, data: undefined })).toEqual([]);
  const burst = { conversationId: "c1", burstId: "b1" };
  const afterBurst = answerBurstStep(dependencies).afterFailure?.({ ...event, data: burst });
  expect(afterBurst).toMatchObject([{ type: "turn-failed", data: { conversationId: "c1", message: null } }]);
});
