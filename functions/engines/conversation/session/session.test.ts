import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { type MessageReceived, messageReceived } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import { newConversation } from "../conversations.ts";
import { applyInbound, opensSession } from "./session.ts";

const event: Event<MessageReceived> = {
  id: "e1",
  type: messageReceived.type,
  tenantId: TenantId.parse("acme"),
  key: "c1",
  causationId: null,
  occurredAt: "2026-11-22T10:00:00.000Z",
  data: {
    conversationId: "c1",
    messageId: "m1",
    channel: "whatsapp",
    accountAddress: "+14155238886",
    customerAddress: "+919812345678",
    customerName: "Asha",
    text: "Hi",
    attachments: [],
    choiceId: null,
    thread: null,
    configName: null,
  },
};
const config = { name: "default", version: 1 };
const newer = { name: "default", version: 2 };
const ids = testIds(event.tenantId);
const first = applyInbound(ids, undefined, event, config);
const hoursLater = (hours: number) => new Date(Date.parse(event.occurredAt) + hours * 3_600_000);

test("the first message starts a session on the active configuration", () => {
  expect(opensSession(undefined, new Date())).toBe(true);
  expect(first).toMatchObject({ status: "active", config, customer: { name: "Asha" }, turnCount: 0 });
});

test("a session keeps its configuration until it has been idle for a day", () => {
  expect(opensSession(first, hoursLater(23))).toBe(false);
  expect(applyInbound(ids, first, event, null).config).toEqual(config);
  expect(opensSession(first, hoursLater(25))).toBe(true);
  expect(applyInbound(ids, first, event, newer).config).toEqual(newer);
});

test("a message to a resolved conversation reopens it", () => {
  const resolved = { ...first, status: "resolved" as const };
  expect(opensSession(resolved, hoursLater(0))).toBe(true);
  expect(applyInbound(ids, resolved, event, newer)).toMatchObject({ status: "active", escalation: null });
});

test("who the customer proved to be ends with the session", () => {
  const { identityCode } = newConversation(first);
  const identity = { table: "a", key: "1", by: "code", at: "", until: "", owner: "o", personId: "p" } as const;
  const proven = { ...newConversation(first), identity };
  expect(applyInbound(ids, proven, event, null)).toMatchObject({ identity });
  expect(applyInbound(ids, proven, event, newer)).toMatchObject({ identity: null, identityCode });
});

test("a conversation stays with a person, however long it is idle", () => {
  expect(opensSession({ ...first, status: "escalated" }, hoursLater(48))).toBe(false);
});

test("the same address on the same channel is one customer per tenant", () => {
  const elsewhere = applyInbound(testIds(TenantId.parse("other")), undefined, event, config);
  expect(applyInbound(ids, undefined, event, config).customer.id).toBe(first.customer.id);
  expect(elsewhere.customer.id).not.toBe(first.customer.id);
});

test("a clipped text never splits a character", () => {
  expect(clip("ab😀cd", 3)).toBe("ab […]");
  expect(clip("ab", 3)).toBe("ab");
});
