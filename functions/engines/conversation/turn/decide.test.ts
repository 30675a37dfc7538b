import { laterStatus } from "../../../../shared/contracts/sending/delivery-progress.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import { aConversation, aMessage, anAnswer, anInbound } from "../testing/fixtures.ts";
import type { Turn } from "../turn-record.ts";
import { decideRecordBurst, decideRecordOnly, decideReply } from "./decide.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const tenantId = TenantId.parse("acme");

function recordOf({ writes: records = [] }: ReturnType<typeof decideReply>): Turn {
  const [write] = records;
  if (write?.type !== "put") throw new Error("No turn record was written.");
  return (write.data as Owned<Turn>).state;
}

test("an answer is stored, recorded and sent to the customer from the tenant's number", () => {
  const decision = decideReply(aConversation(), { tenantId, turnId: "t5", answer: anAnswer(), now });
  expect(decision.document).toMatchObject({
    status: "active",
    turnCount: 5,
    context: { test: "thyroid" },
    pending: [],
    burst: null,
  });
  expect(decision.document.recent.map(({ role, text }) => `${role}: ${text}`)).toEqual([
    "customer: What does it cost?",
    "agent: It costs ₹549.",
  ]);
  expect(recordOf(decision)).toMatchObject({ index: 5, reply: { text: "It costs ₹549." }, config: { version: 3 } });
  expect(decision.send).toMatchObject([
    { payload: { from: "+14155238886", to: "+919812345678", content: { type: "text", text: "It costs ₹549." } } },
  ]);
  expect(decision.publish).toEqual([]);
});

test("an answer on web chat has no send: it returns with the request", () => {
  expect(
    decideReply(aConversation({ channel: "web_chat", accountAddress: null }), {
      tenantId,
      turnId: "t",
      answer: anAnswer(),
      now,
    }).send,
  ).toEqual([]);
});

test("an escalation is announced to the customer and published", () => {
  const outcome = {
    status: "escalate",
    reason: "customer_request_escalation",
    action: "human_agent_transfer",
    priority: "medium",
    text: "A colleague will answer.",
  } as const;
  const decision = decideReply(aConversation(), { tenantId, turnId: "t", answer: anAnswer(outcome), now });
  expect(decision.document).toMatchObject({
    status: "escalated",
    escalation: { reason: "customer_request_escalation", operator: null },
  });
  expect(decision.publish).toMatchObject([
    { type: "conversation-escalated", data: { priority: "medium" } },
    { type: "handoff-due", data: { handoffId: "t", attempt: 0 } },
  ]);
  expect(decision.send).toHaveLength(1);
});

const messages = (count: number) =>
  Array.from({ length: count }, (_, number) => aMessage({ id: `m${number}`, text: `message ${number}` }));

test("an answer that brings history near its limit requests a summary and keeps every message", () => {
  const turn = { tenantId, turnId: "t", answer: anAnswer(), now };
  expect(decideReply(aConversation({ recent: messages(22) }), turn).publish).toEqual([]);
  const decision = decideReply(aConversation({ recent: messages(23) }), turn);
  expect(decision.publish).toEqual([{ type: "conversation-summary-due", key: "c1", data: { conversationId: "c1" } }]);
  expect(decision.document.recent).toHaveLength(25);
});

test("messages that leave the document without a summary are counted", () => {
  const turn = { tenantId, turnId: "t", answer: anAnswer(), now };
  const { document } = decideReply(aConversation({ recent: messages(100) }), turn);
  expect(document.recent).toHaveLength(100);
  expect(document.unsummarised).toBe(2);
  expect(decideReply(document, turn).document.unsummarised).toBe(4);
});

test("a conversation in a handoff requests a summary before messages leave the document", () => {
  const escalated = { status: "escalated" as const };
  const turn = { turnId: "t", inbound: anInbound, now };
  expect(decideRecordOnly(aConversation({ ...escalated, recent: messages(79) }), turn).publish).toEqual([]);
  expect(decideRecordOnly(aConversation({ ...escalated, recent: messages(80) }), turn).publish).toHaveLength(1);
});

test("a look-up for this message cannot find an earlier one", () => {
  const delivery = { status: "sent" as const, providerMessageIds: ["SM1"], errorCode: null };
  const sent = aMessage({ role: "agent", delivery });
  expect(
    decideReply(aConversation({ recent: [sent] }), { tenantId, turnId: "t", answer: anAnswer(), now }).send,
  ).toMatchObject([{ payload: { knownProviderIds: ["SM1"] } }]);
});

test("during a handoff a message is recorded and nothing is sent", () => {
  const decision = decideRecordOnly(aConversation({ status: "escalated" }), { turnId: "t", inbound: anInbound, now });
  expect(decision.document).toMatchObject({ status: "escalated", turnCount: 5 });
  expect(recordOf(decision)).toMatchObject({
    reply: null,
    status: "escalated",
    inbound: [{ text: "What does it cost?" }],
  });
  expect(decision.send).toBeUndefined();
});

test("a burst taken over by a person is recorded as a whole", () => {
  const decision = decideRecordBurst(
    aConversation({
      status: "escalated",
      pending: [anInbound, { ...anInbound, id: "m2" }],
      burst: { id: "b", endsAt: "" },
    }),
    { turnId: "t", now },
  );
  expect(decision.document).toMatchObject({ pending: [], burst: null });
  expect(recordOf(decision).inbound.map(({ id }) => id)).toEqual(["m1", "m2"]);
});

test.each([
  ["queued", "sent", "sent"],
  ["delivered", "sent", "delivered"],
  ["read", "delivered", "read"],
  ["sent", "failed", "failed"],
  ["failed", "sent", "failed"],
  ["delivered", "failed", "delivered"],
] as const)("after %s, %s leaves %s", (before, after, expected) => {
  expect(laterStatus(before, after)).toBe(expected);
});
