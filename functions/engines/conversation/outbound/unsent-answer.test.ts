import { reportingRefusals } from "../../../../shared/channels/opt-out/report-refusals.ts";
import type { ChannelMessage } from "../../../../shared/channels/sending/channel-message.ts";
import { channelMessageKind } from "../../../../shared/channels/sending/channel-message.ts";
import { refusedReport } from "../../../../shared/channels/sending/send-report.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import type { TurnFailed } from "../../../../shared/events/index.ts";
import { turnFailed } from "../../../../shared/events/index.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { aConversation, anAnswer, anInbound, anOutcome } from "../testing/fixtures.ts";
import { dependenciesWith, given, testNow, testTenant } from "../testing/given.ts";
import { decideReply } from "../turn/decide.ts";
import { takeFailedTurnStep } from "../turn/failed/take-failed-turn.ts";

/** An answer that was decided and recorded, and then did not reach the customer. */

const config = minimalConfig("  conversation: { burst_window_ms: 0 }\n");
const step = takeFailedTurnStep(dependenciesWith(config, { outcome: anOutcome() }));

/** The conversation after the turn `t7` was committed, and its sends. */
function answered(over: Partial<StoredConversation> = {}) {
  const answer = { ...anAnswer(), config };
  const decision = decideReply(aConversation(over), { tenantId: testTenant, turnId: "t7", answer, now: testNow });
  return { conversation: decision.document as StoredConversation, sends: decision.send ?? [] };
}

const died: TurnFailed = { conversationId: "c1", message: null };
const refused: TurnFailed = { ...died, refused: { turnId: "t7", errorCode: "20003" } };
const whenDied = (before: StoredConversation) => given(before).when(step, died, { id: "f7", causationId: "t7" });

describe("an answer whose turn became a dead letter after its commit", () => {
  it("is marked as not sent, and the conversation goes to a person, who is told, and so is the customer", async () => {
    const { decision, texts, published } = await whenDied(answered().conversation);
    expect(decision?.document).toMatchObject({
      status: "escalated",
      escalation: { reason: "system_error" },
      handoff: { stage: "queued", open: true },
    });
    const [reply] = decision?.document.recent.filter(({ turnId, role }) => turnId === "t7" && role === "agent") ?? [];
    expect(reply?.delivery).toEqual({ status: "failed", providerMessageIds: [], errorCode: "not-sent" });
    expect(texts).toHaveLength(1);
    expect(published).toEqual(expect.arrayContaining(["conversation-escalated", "handoff-due"]));
  });

  it("is handed over with what the customer wrote since", async () => {
    const { conversation } = answered();
    const since = { ...anInbound, id: "m9", text: "क्या आप वहाँ हैं?" };
    const waiting = { ...conversation, pending: [since], burst: { id: "b9", endsAt: testNow.toISOString() } };
    const { decision, record } = await whenDied(waiting);
    expect(record?.inbound).toMatchObject([{ id: "m9" }]);
    expect(decision?.document).toMatchObject({ status: "escalated", pending: [], burst: null });
  });

  it("is handed over once", async () => {
    const first = await whenDied(answered().conversation);
    const after = first.decision?.document as StoredConversation;
    const again = await given(after).when(step, refused, { id: "f8" });
    expect(again.published).toEqual([]);
    expect(again.texts).toEqual([]);
    expect(again.decision?.document.turnCount).toBe(after.turnCount);
  });

  it("stays unsent when its dead letter is replayed, because a person has answered", async () => {
    const { conversation, sends } = answered();
    const { decision } = await whenDied(conversation);
    const after = decision?.document as StoredConversation;
    const [send] = sends.map((each) => ({ ...each, at: testNow.toISOString() }));
    if (!send) throw new Error("Nothing was to be sent.");
    expect(conversations.withhold?.(conversation, send)).toBeUndefined();
    expect(conversations.withhold?.(after, send)).toMatchObject({ status: "failed", errorCode: "not-sent" });
  });

  it("is not handed over where it returned with the request", async () => {
    const { conversation } = answered({ channel: "web_chat", accountAddress: null });
    expect((await whenDied(conversation)).decision).toBeUndefined();
  });

  it("is another turn's when the failed one answered nothing", async () => {
    const { conversation } = answered();
    const { decision } = await given(conversation).when(step, died, { id: "f7", causationId: "t6" });
    expect(decision).toBeUndefined();
  });
});

it("a message that waits for its burst's end is not recorded twice when its event becomes a dead letter", async () => {
  const message = { ...died, message: { ...failedMessage, messageId: anInbound.id } };
  const waiting = aConversation({ pending: [anInbound], burst: { id: "b1", endsAt: testNow.toISOString() } });
  const { record } = await given(waiting).when(step, message, { id: "f7", causationId: "e7" });
  expect(record?.inbound.map(({ id }) => id)).toEqual([anInbound.id]);
});

describe("an answer that its channel does not take", () => {
  const long = "2026-11-20T08:00:00.000Z";
  const asked = (over: Partial<StoredConversation>) => {
    const answer = { ...anAnswer(), config };
    const turn = { tenantId: testTenant, turnId: "t7", answer, now: testNow };
    const decision = decideReply(aConversation({ lastInboundAt: long, ...over }), turn);
    return { decision, failed: (decision.publish ?? []).filter(({ type }) => type === turnFailed.type) };
  };

  it("is handed over, once, although nothing reaches the customer", async () => {
    const { decision, failed } = asked({});
    expect(decision.send).toEqual([]);
    expect(failed).toMatchObject([{ key: "c1", data: { refused: { turnId: "t7", errorCode: "window-closed" } } }]);
    const conversation = decision.document as StoredConversation;
    const taken = await given(conversation).when(step, failed[0]?.data as TurnFailed, { id: "f7" });
    expect(taken.decision?.document).toMatchObject({ status: "escalated", handoff: { open: true } });
    expect(taken.published).not.toContain(turnFailed.type);
  });

  it("stays where it is when people have the conversation, or the page showed it", () => {
    expect(asked({ status: "escalated" }).failed).toEqual([]);
    expect(asked({ channel: "web_chat" }).failed).toEqual([]);
  });
});

describe("an answer that the provider refuses", () => {
  it("is handed over with the provider's code", async () => {
    const { conversation } = answered();
    const { decision, published } = await given(conversation).when(step, refused, { id: "f7" });
    expect(published).toContain("handoff-due");
    const reply = decision?.document.recent.find(({ turnId, role }) => turnId === "t7" && role === "agent");
    expect(reply?.delivery).toMatchObject({ status: "failed", errorCode: "20003" });
  });

  it("is marked only, where a person has the conversation already or has closed it", async () => {
    const { conversation } = answered();
    for (const status of ["escalated", "resolved"] as const) {
      const { decision, published } = await given({ ...conversation, status }).when(step, refused, { id: "f7" });
      expect(published).toEqual([]);
      expect(decision?.document).toMatchObject({ status });
    }
  });

  it("is reported once for each of its parts, and what the product or a person says is not", async () => {
    const [send] = answered().sends;
    expect(send).toMatchObject({ kind: channelMessageKind, payload: { isAnswer: true } });
    const payload = send?.payload as ChannelMessage;
    const { isAnswer: _, ...unasked } = payload;
    expect((await refusing(payload, "20003")).map(({ type, data }) => [type, data])).toEqual([
      [turnFailed.type, { conversationId: "c1", message: null, refused: { turnId: "t7", errorCode: "20003" } }],
    ]);
    const [first] = await refusing(payload, "20003");
    const [again] = await refusing(payload, "20003");
    expect(again?.id).toBe(first?.id);
    expect(await refusing(unasked, "20003")).toEqual([]);
  });

  it("is not handed over where the customer wants no message", async () => {
    const payload = answered().sends[0]?.payload as ChannelMessage;
    expect((await refusing(payload, "21610")).map(({ type }) => type)).toEqual(["opt-out-reported"]);
  });

  it("leaves the customer alone after the handoff: what is then refused is no answer", async () => {
    const { decision } = await whenDied(answered().conversation);
    const payloads = (decision?.send ?? []).map(({ payload }) => payload as ChannelMessage);
    expect(payloads).toHaveLength(1);
    expect(payloads[0]?.isAnswer).toBeUndefined();
  });
});

/** What is published when the provider refuses the message with this code. */
async function refusing(message: ChannelMessage, errorCode: string): Promise<readonly Envelope[]> {
  const published: Envelope[] = [];
  const bus = { publish: async (envelopes: readonly Envelope[]) => void published.push(...envelopes) };
  const send = reportingRefusals({ bus, now: () => testNow }, async (each) => refusedReport(each, errorCode));
  const log = createLogger({ level: "silent" });
  await send(message, { id: "send", tenantId: testTenant, decidedAt: testNow, repeated: false, log });
  return published;
}

const failedMessage = {
  conversationId: "c1",
  messageId: "m7",
  channel: "whatsapp" as const,
  accountAddress: "+14155238886",
  customerAddress: "+919812345678",
  customerName: "Asha",
  text: "मेरी रिपोर्ट कब मिलेगी?",
  attachments: [],
  choiceId: null,
  thread: null,
  configName: null,
};
