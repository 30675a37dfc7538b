import { z } from "zod";
import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import type { MessageReceived } from "../../../../shared/events/index.ts";
import type { StoredConversation } from "../conversations.ts";
import { featureState } from "../features/index.ts";
import { newHandoff } from "../handoff/state.ts";
import { aConversation, aMessage, anInbound, anOutcome } from "../testing/fixtures.ts";
import { dependenciesWith, given, testNow } from "../testing/given.ts";
import { turnStep } from "./turn.ts";

const answersAtOnce = minimalConfig("  conversation: { burst_window_ms: 0 }\n");
const waitsForBursts = minimalConfig("  conversation: { burst_window_ms: 2000 }\n");

function message(text: string): MessageReceived {
  return {
    conversationId: "c1",
    messageId: "m1",
    channel: "whatsapp",
    accountAddress: "+14155238886",
    customerAddress: "+919812345678",
    customerName: "Asha",
    text,
    attachments: [],
    choiceId: null,
    thread: null,
    configName: null,
  };
}

function whenCustomerWrites(
  conversation: StoredConversation | undefined,
  text: string,
  { config = answersAtOnce, outcome }: { readonly config?: typeof answersAtOnce; readonly outcome?: AgentOutcome } = {},
) {
  return given(conversation).when(turnStep(dependenciesWith(config, outcome ? { outcome } : {})), message(text));
}

function escalatedConversation(
  unavailable: Partial<NonNullable<StoredConversation["handoff"]>> = {},
): StoredConversation {
  const at = "2026-11-22T09:30:00.000Z";
  const wish = { id: "h1", type: "human_agent", department: null, skills: [], priority: "medium", at };
  return aConversation({
    status: "escalated",
    escalation: { reason: "asked", action: "transfer", priority: "medium", at, operator: null },
    handoff: { ...newHandoff(wish), ...unavailable },
  });
}

const askedForATime = escalatedConversation({
  unavailable: { since: "2026-11-22T09:31:00.000Z", done: 1, tickets: [], awaitsTime: "callback", callbackAt: null },
});

describe("a customer's message", () => {
  it("is answered by the agent, in a new conversation", async () => {
    const { decision, record, texts, published } = await whenCustomerWrites(undefined, "Hi", { outcome: anOutcome() });
    expect(decision?.document).toMatchObject({
      status: "active",
      turnCount: 1,
      config: { name: "default", version: 3 },
      lastInboundAt: testNow.toISOString(),
      recent: [
        { role: "customer", text: "Hi" },
        { role: "agent", text: "It costs ₹549." },
      ],
    });
    expect(decision?.document).toMatchObject(z.object(featureState).parse({}));
    expect(record).toMatchObject({ index: 1, inbound: [{ text: "Hi" }], reply: { text: "It costs ₹549." } });
    expect(texts).toEqual(["It costs ₹549."]);
    expect(published).toEqual([]);
  });

  it("goes to a person when the agent asks for one, and the customer is told", async () => {
    const outcome = anOutcome({
      status: "escalate",
      reason: "customer_request_escalation",
      action: "human_agent_transfer",
      priority: "high",
      text: "A colleague will answer.",
    } as Partial<AgentOutcome>);
    const { decision, record, texts, published } = await whenCustomerWrites(aConversation(), "A person!", { outcome });
    expect(decision?.document).toMatchObject({
      status: "escalated",
      escalation: { priority: "high", operator: null },
      handoff: { stage: "queued", open: true },
    });
    expect(record).toMatchObject({ status: "escalated", escalationReason: "customer_request_escalation" });
    expect(texts).toEqual(["A colleague will answer."]);
    expect(published).toEqual(["conversation-escalated", "handoff-due"]);
  });

  it("is only recorded during a handoff", async () => {
    const { decision, record, texts, published } = await whenCustomerWrites(escalatedConversation(), "Anybody there?");
    expect(decision?.document).toMatchObject({
      status: "escalated",
      turnCount: 5,
      recent: [{ text: "Anybody there?" }],
    });
    expect(record).toMatchObject({ reply: null, inbound: [{ text: "Anybody there?" }] });
    expect([texts, published]).toEqual([[], []]);
  });
});

describe("a channel with a burst window", () => {
  it("keeps the message until the window ends", async () => {
    const { decision, record, texts } = await whenCustomerWrites(aConversation(), "Hi", { config: waitsForBursts });
    expect(decision?.document).toMatchObject({
      pending: [{ id: "m1", text: "Hi" }],
      burst: { id: "e1", endsAt: "2026-11-22T10:00:02.000Z" },
      turnCount: 4,
    });
    expect(decision?.schedule).toMatchObject([
      { type: "burst-ended", name: "burst-e1", at: new Date("2026-11-22T10:00:02.000Z"), data: { burstId: "e1" } },
    ]);
    expect([record, texts]).toEqual([undefined, []]);
  });

  it("has one window: later messages join it", async () => {
    const burst = { id: "e0", endsAt: "2026-11-22T10:00:01.000Z" };
    const waiting = aConversation({ burst, pending: [{ ...anInbound, id: "m0" }] });
    const { decision } = await whenCustomerWrites(waiting, "And one more", { config: waitsForBursts });
    expect(decision?.document.pending.map(({ id }) => id)).toEqual(["m0", "m1"]);
    expect(decision?.document.burst).toEqual(burst);
    expect(decision?.schedule).toBeUndefined();
  });

  it("is answered at once when the clock went back, so that the window would end much later", async () => {
    const burst = { id: "e0", endsAt: "2026-11-22T11:00:01.000Z" };
    const waiting = aConversation({ burst, pending: [{ ...anInbound, id: "m0" }] });
    const outcome = anOutcome();
    const { decision, record } = await whenCustomerWrites(waiting, "Hello?", { config: waitsForBursts, outcome });
    expect(decision?.document).toMatchObject({ pending: [], burst: null });
    expect(record?.inbound).toHaveLength(2);
  });

  it("is answered at once when the burst has grown too long to keep", async () => {
    const pending = Array.from({ length: 20 }, (_, index) => ({ ...anInbound, id: `p${index}` }));
    const waiting = aConversation({ burst: { id: "e0", endsAt: "2026-11-22T10:00:01.000Z" }, pending });
    const outcome = anOutcome();
    const { decision, record } = await whenCustomerWrites(waiting, "More", { config: waitsForBursts, outcome });
    expect(decision?.document).toMatchObject({ pending: [], burst: null });
    expect(record?.inbound).toHaveLength(21);
  });
});

describe("STOP", () => {
  it("does not wait for a burst's window", async () => {
    const { decision, texts } = await whenCustomerWrites(aConversation(), "STOP", { config: waitsForBursts });
    expect(decision?.document).toMatchObject({ optOut: { turnId: "e1" }, pending: [], burst: null });
    expect(texts).toEqual([expect.stringContaining("Reply START")]);
  });

  it("is honoured during a handoff, and the conversation stays with the person", async () => {
    const { decision, texts, published } = await whenCustomerWrites(escalatedConversation(), "STOP");
    expect(decision?.document).toMatchObject({ optOut: { turnId: "e1" }, status: "escalated", handoff: { id: "h1" } });
    expect(texts).toHaveLength(1);
    expect(published).toEqual([]);
  });
});

describe("a customer who was asked when to call", () => {
  it("gets the time confirmed, and the callback is requested", async () => {
    const { decision, texts, published, record } = await whenCustomerWrites(askedForATime, "tomorrow at 5 pm");
    expect(decision?.document.handoff?.unavailable).toMatchObject({ awaitsTime: null });
    expect(decision?.document.handoff?.unavailable?.callbackAt).toMatch(/^2026-11-23T17:00/);
    expect(texts).toEqual([expect.stringContaining("We will call you back on")]);
    expect(published).toEqual(["callback-requested"]);
    expect(record).toMatchObject({ origin: { kind: "handoff", id: "h1" }, inbound: [{ text: "tomorrow at 5 pm" }] });
  });

  it("is asked once more about a time that is not understood, then the agent answers", async () => {
    const asked = await whenCustomerWrites(askedForATime, "abhi nahi");
    expect(asked.texts).toEqual([expect.stringContaining("Samay samajh nahi aaya")]);
    expect(asked.published).toEqual([]);
    const outcome = anOutcome();
    const after = await whenCustomerWrites(asked.decision?.document as StoredConversation, "abhi nahi", { outcome });
    expect(after.texts).toEqual(["It costs ₹549."]);
  });

  it("chooses between two readings, and only that time is requested", async () => {
    const asked = await whenCustomerWrites(askedForATime, "tomorrow at 7");
    expect([asked.texts, asked.published]).toEqual([
      [expect.stringMatching(/Which do you mean.*7:00 am.*7:00 pm/)],
      [],
    ]);
    const { decision, published } = await whenCustomerWrites(asked.decision?.document as StoredConversation, "evening");
    expect(decision?.document.handoff?.unavailable).toMatchObject({ awaitsTime: null });
    expect(decision?.document.handoff?.unavailable?.callbackAt).toMatch(/^2026-11-23T19:00/);
    expect(decision?.document.handoff?.unavailable).not.toHaveProperty("asked");
    expect(published).toEqual(["callback-requested"]);
  });

  it("gets any other question answered by the agent, and may name the time afterwards", async () => {
    const outcome = anOutcome();
    const answered = await whenCustomerWrites(askedForATime, "What does it cost?", { outcome });
    expect(answered.texts).toEqual(["It costs ₹549."]);
    expect(answered.decision?.document).toMatchObject({ status: "escalated", handoff: { stage: "queued" } });
    const later = await whenCustomerWrites(answered.decision?.document as StoredConversation, "kal shaam 5 baje");
    expect(later.published).toEqual(["callback-requested"]);
    const other = await whenCustomerWrites(
      answered.decision?.document as StoredConversation,
      "Please book a lipid test at home tomorrow at 5 pm",
      { outcome },
    );
    expect([other.texts, other.published]).toEqual([["It costs ₹549."], []]);
  });
});

describe("a customer whose callback is planned", () => {
  const planned = { ...askedForATime.handoff?.unavailable, awaitsTime: null, callbackAt: "2026-11-23T11:30:00.000Z" };
  const unavailable = planned as NonNullable<NonNullable<StoredConversation["handoff"]>["unavailable"]>;

  it("is answered by the agent until then, and stays in the queue", async () => {
    const { decision, texts } = await whenCustomerWrites(escalatedConversation({ unavailable }), "What does it cost?", {
      outcome: anOutcome(),
    });
    expect(texts).toEqual(["It costs ₹549."]);
    expect(decision?.document).toMatchObject({
      status: "escalated",
      handoff: { stage: "queued", unavailable: { callbackAt: planned.callbackAt } },
    });
  });

  it.each([
    ["while a person has the conversation", { stage: "with_operator" as const, unavailable }],
    ["after a person passed it on", { unavailable: { ...unavailable, passedOn: true } }],
  ])("is not answered by the agent %s", async (_when, handoff) => {
    const { texts, record } = await whenCustomerWrites(escalatedConversation(handoff), "What does it cost?");
    expect(texts).toEqual([]);
    expect(record).toMatchObject({ reply: null, inbound: [{ text: "What does it cost?" }] });
  });
});

describe("a message that is not answered", () => {
  const sent = { status: "sent" as const, providerMessageIds: ["wamid.7"], errorCode: null };
  const given7 = aConversation({
    status: "resolved",
    recent: [aMessage({ role: "agent", text: "Your report is ready.", delivery: sent })],
  });
  const reaction = { ...message("[Reaction] 👍"), unanswered: "reaction" as const, reactsTo: "wamid.7" };

  it("is kept with its reason, opens no session and no window", async () => {
    const { decision, record, texts } = await given(given7).when(turnStep(dependenciesWith(answersAtOnce)), reaction);
    expect(texts).toEqual([]);
    expect(record?.inbound).toMatchObject([
      { text: "[Reaction] 👍 to “Your report is ready.”", unanswered: "reaction" },
    ]);
    expect(decision?.document).toMatchObject({ status: "resolved", lastInboundAt: given7.lastInboundAt });
  });

  it("opens the conversation of a sender who is not known yet", async () => {
    const code = { ...message("Your parcel comes today"), channel: "sms" as const, customerAddress: "53535" };
    const { decision, record, texts } = await given(undefined).when(turnStep(dependenciesWith(answersAtOnce)), code);
    expect(texts).toEqual([]);
    expect(record?.inbound).toMatchObject([{ unanswered: "short-code" }]);
    expect(decision?.document.recent).toMatchObject([{ role: "customer", text: "Your parcel comes today" }]);
  });
});
