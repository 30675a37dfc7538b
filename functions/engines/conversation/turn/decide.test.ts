import { furthest } from "../../../../shared/contracts/delivery-progress.ts";
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

test("an answer is kept, recorded and sent to the customer from the tenant's number", () => {
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

test("an answer on web chat is sent by nobody: it goes back the way the question came", () => {
  expect(
    decideReply(aConversation({ channel: "web_chat", accountAddress: null }), {
      tenantId,
      turnId: "t",
      answer: anAnswer(),
      now,
    }).send,
  ).toEqual([]);
});

test("an escalation is told to the customer and to the rest of the product", () => {
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

test("a summary takes the place of the messages it covers", () => {
  const old = ["a", "b", "c"].map((text) => aMessage({ id: text, text }));
  const decision = decideReply(aConversation({ recent: old }), {
    tenantId,
    turnId: "t",
    answer: anAnswer({ summary: { text: "They said a and b.", covers: 2 } }),
    now,
  });
  expect(decision.document.summary).toBe("They said a and b.");
  expect(decision.document.recent.map(({ text }) => text)).toEqual(["c", "What does it cost?", "It costs ₹549."]);
});

test("a look-up for this message cannot mistake an earlier one for it", () => {
  const delivery = { status: "sent" as const, providerMessageIds: ["SM1"], errorCode: null };
  const sent = aMessage({ role: "agent", delivery });
  expect(
    decideReply(aConversation({ recent: [sent] }), { tenantId, turnId: "t", answer: anAnswer(), now }).send,
  ).toMatchObject([{ payload: { knownProviderIds: ["SM1"] } }]);
});

test("while a person has the conversation a message is recorded and nothing is said", () => {
  const decision = decideRecordOnly(aConversation({ status: "escalated" }), { turnId: "t", inbound: anInbound, now });
  expect(decision.document).toMatchObject({ status: "escalated", turnCount: 5 });
  expect(recordOf(decision)).toMatchObject({
    reply: null,
    status: "escalated",
    inbound: [{ text: "What does it cost?" }],
  });
  expect(decision.send).toBeUndefined();
});

test("a burst that a person took over in between is recorded as a whole", () => {
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
  expect(furthest(before, after)).toBe(expected);
});
