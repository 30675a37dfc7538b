import { readFileSync } from "node:fs";
import { join } from "node:path";
import { webhookEventNames } from "../../../shared/events/webhook-event-names.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { webhookDescriptions, webhookEvents } from "./events/index.ts";
import type { WebhookEvent } from "./events/webhook-event.ts";
import { type Told, type WebhookSource, webhookSources } from "./webhook-events.ts";

const common = { conversationId: "c1", customerId: "p1", channel: "sms" as const, at: "2026-11-28T10:00:00.000Z" };
const payment = { ...common, paymentId: "x1", amountMinor: 100, currency: "INR", lines: [] };
const channelMessage = { messageId: "m1", customerAddress: "+919812345601", customerName: null, choiceId: null };
const handoff = (change: string, to: object | null = null) => ({ ...common, change, operator: "asha", to });
const researchTask = {
  taskId: "t",
  runId: "r",
  business: "Lamps",
  question: "When?",
  status: "open",
  assignee: null,
  dueAt: common.at,
  at: common.at,
};
const change = { ...common, wording: "STOP", conversationId: null };

/** The product's events, and the name under which each is told. */
const told: readonly [keyof typeof webhookSources, object, (typeof webhookEventNames)[number] | undefined][] = [
  ["messageReceived", { ...common, ...channelMessage, text: "Hi", attachments: [] }, "message.received"],
  [
    "chatMessageTaken",
    { ...common, messageId: "m1", address: "v", name: null, text: "Hi", choiceId: null, attachments: 0 },
    "message.received",
  ],
  ["replySent", { ...common, turnId: "t", operator: null, messages: [{ messageId: "m", text: "Hi" }] }, "message.sent"],
  [
    "messageSettled",
    {
      requestId: "r",
      origin: { kind: "campaign", id: "7" },
      conversationId: "c1",
      outcome: "sent",
      reason: null,
      until: null,
      messageId: "m",
    },
    "message.settled",
  ],
  [
    "deliveryReported",
    { ...common, turnId: "t", messageId: "m", providerMessageId: "SM1", status: "failed", errorCode: "63016" },
    "message.delivery_updated",
  ],
  ["opened", common, "conversation.opened"],
  ["escalated", { conversationId: "c1", reason: "r", action: "a", priority: "high" }, "conversation.escalated"],
  ["handoffChanged", handoff("assigned"), "conversation.assigned"],
  ["handoffChanged", handoff("transferred", { operator: null, department: "billing" }), "conversation.transferred"],
  ["handoffChanged", handoff("released"), "conversation.released"],
  ["handoffChanged", handoff("resolved"), "conversation.resolved"],
  ["closed", { conversationId: "c1", reason: "idle", at: common.at }, "conversation.closed"],
  [
    "survey",
    {
      surveyId: "s",
      status: "completed",
      conversationId: "c1",
      customerId: "p1",
      questions: [],
      answers: [{ type: "rating", questionId: "q", rating: 4, at: common.at }],
    },
    "survey.ended",
  ],
  [
    "booking",
    { ...common, requestId: "r", kind: "callback", timeZone: "Asia/Kolkata", reason: "price" },
    "booking.requested",
  ],
  ["paymentRequested", { ...payment, method: "link" }, "payment.requested"],
  ["payment", { ...payment, status: "paid" }, "payment.settled"],
  ["paymentNotMade", { ...payment, status: "expired" }, "payment.failed"],
  ["paymentNeedsPerson", { ...payment, kind: "dispute" }, "payment.needs_person"],
  ["optOut", { ...common, wording: "STOP" }, "contact.opted_out"],
  ["optOut", { ...common, wording: "Recorded", ended: true }, undefined],
  ["optOutChanged", { ...change, optedOut: true }, "contact.opted_out"],
  ["optOutChanged", { ...change, optedOut: false }, "contact.opted_in"],
  ["consent", { ...change, purpose: "marketing", granted: true }, "consent.changed"],
  ["erasure", { erasureId: "p1", requestedBy: "asha", at: common.at }, "contact.erased"],
  [
    "campaignEnded",
    { campaignId: "7", name: "Diwali", status: "completed", recipients: 2, sent: 2, skipped: {}, at: common.at },
    "campaign.ended",
  ],
  ["researchTask", { ...researchTask, stage: "half" }, "research.task_reminded"],
  ["researchTask", { ...researchTask, stage: "late" }, "research.task_late"],
  [
    "researchTasks",
    { runId: "r", business: "Lamps", reviewed: 1, waived: 0, at: common.at },
    "research.tasks_finished",
  ],
  [
    "proposalAccepted",
    {
      proposalId: "p",
      pricingId: "c",
      pricingVersion: 2,
      title: "Chats",
      hash: "abc",
      currency: "INR",
      totalMinor: 4_720_000,
      at: common.at,
    },
    "proposal.accepted",
  ],
  ["disabled", { endpointId: "e", url: "https://x.example", reason: "r", at: common.at }, "endpoint.disabled"],
];

const tell = (source: keyof typeof webhookSources, data: object): Told | undefined =>
  (webhookSources[source] as WebhookSource<object>).tell(data);

describe.each(told)("%s", (source, data, name) => {
  it(`is told as ${name ?? "nothing"}, with what its schema says and no more`, () => {
    const it = tell(source, data);
    expect(it?.type).toBe(name);
    if (it) webhookEvents[it.type].data.strict().parse(JSON.parse(JSON.stringify(it.data)));
  });
});

test("every event is told of something", () => {
  expect([...new Set(told.flatMap(([, , name]) => name ?? []))].sort()).toEqual([...webhookEventNames].sort());
});

test("what no conversation tells is the customer's, so that it is erased with them", () => {
  expect(tell("consent", { ...change, purpose: "marketing", granted: true })?.customerId).toBe("p1");
  expect(tell("optOutChanged", { ...change, optedOut: true })?.customerId).toBe("p1");
});

test("the example of each event fits its schema", () => {
  for (const { data, example } of Object.values(webhookEvents) as unknown as WebhookEvent[])
    expect(data.strict().parse(example)).toEqual(example);
});

test("the words of a person are declared", () => {
  const said = ["address", "text", "wording", "messages", "answers"];
  for (const { name, body, personal } of webhookDescriptions()) {
    const fields = Object.keys((webhookEvents as unknown as Record<string, WebhookEvent>)[name]?.data.shape ?? {});
    const undeclared = fields.filter((field) => said.includes(field) && !personal.includes(`data.${field}`));
    expect({ name, undeclared, body: body !== undefined }).toEqual({ name, undeclared: [], body: true });
  }
});

test("docs/outgoing-webhooks.md tells of every event, as the API's document does", () => {
  const guide = readFileSync(join(projectRoot, "docs/outgoing-webhooks.md"), "utf8");
  for (const { name, summary, personal } of webhookDescriptions()) {
    const fields = personal.map((field) => `\`${field.replace("data.", "")}\``).join(", ");
    expect(guide).toContain(`| \`${name}\` | ${summary} | ${fields || "–"} |`);
  }
});
