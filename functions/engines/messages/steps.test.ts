import {
  type DirectMessageOrdered,
  directMessageDue,
  directMessageOrdered,
  type EventType,
  messageSettled,
  textContent,
} from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import type { Event } from "../../../shared/runtime/step.ts";
import { type DirectMessage, directMessages } from "./direct-message.ts";
import { orderMessage, requestAgain, settleMessage } from "./steps.ts";
import { acceptedView, directMessageView } from "./views.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const order: DirectMessageOrdered = {
  directMessageId: "m1",
  purpose: "service",
  conversationId: "c1",
  recipient: { channel: "sms", accountAddress: "+15550100011", address: "+919812345678", name: null },
  content: textContent("Your glasses are ready"),
  template: null,
  configName: "main",
};

function event<T>({ type }: EventType<T>, data: T): Event<T> {
  const tenantId = "t" as TenantId;
  return { id: "e", type, tenantId, key: "m1", causationId: "turn1", occurredAt: now.toISOString(), data };
}

function ordered(): DirectMessage {
  const document = orderMessage.decide(undefined, event(directMessageOrdered, order), undefined, now)?.document;
  if (!document) throw new Error("The first order must be taken.");
  return document;
}

function settled(message: DirectMessage | undefined, over: object) {
  const data = {
    requestId: "m1.1",
    origin: { kind: "direct" as const, id: "m1" },
    conversationId: "c1",
    outcome: "sent" as const,
    reason: null,
    until: null,
    messageId: "said",
    ...over,
  };
  return settleMessage.decide(message, event(messageSettled, data), undefined, now);
}

describe("an ordered message", () => {
  it("is requested once, also when the order is repeated", () => {
    const decide = (before: DirectMessage | undefined) =>
      orderMessage.decide(before, event(directMessageOrdered, order), undefined, now);
    expect(decide(undefined)?.publish).toMatchObject([
      { type: "message-requested", key: "c1", data: { requestId: "m1.1", origin: { kind: "direct", id: "m1" } } },
    ]);
    expect(decide(ordered())).toBeUndefined();
  });

  it("keeps neither text nor address after its outcome", () => {
    const sent = settled(ordered(), {})?.document;
    expect(sent).toMatchObject({ status: "sent", messageId: "said", turnId: "turn1", wish: null });
    expect(JSON.stringify(sent)).not.toMatch(/glasses|9812345678/);
    const skipped = settled(ordered(), { outcome: "skipped", reason: "opted-out", messageId: null })?.document;
    expect(skipped).toMatchObject({ status: "skipped", reason: "opted-out", wish: null });
  });

  it("is requested again after the quiet hours, once", () => {
    const until = "2026-11-23T03:30:00.000Z";
    const deferred = settled(ordered(), { outcome: "deferred", reason: "quiet-hours", until, messageId: null });
    expect(deferred).toMatchObject({
      document: { status: "waiting", reason: "quiet-hours", until },
      schedule: [{ name: "direct-message-m1-2", at: new Date(until) }],
    });
    const due = event(directMessageDue, { directMessageId: "m1", attempt: 2 });
    const again = requestAgain.decide(deferred?.document, due, undefined, now);
    expect(again).toMatchObject({
      document: { status: "requested", attempt: 2, until: null },
      publish: [{ data: { requestId: "m1.2", onlyIfOpen: true, content: order.content } }],
    });
    expect(requestAgain.decide(again?.document, due, undefined, now)).toBeUndefined();
    expect(settled(again?.document, {})).toBeUndefined();
  });

  it("is answered to a repeated order as to the first one, whatever became of it", () => {
    const first = acceptedView(ordered());
    expect(first).toMatchObject({ status: "queued", request_id: "m1.1", sent_as: null, reason: null, until: null });
    const later = new Date("2026-11-23T03:30:00.000Z");
    const deferred = settled(ordered(), { outcome: "deferred", reason: "quiet-hours", messageId: null });
    const due = event(directMessageDue, { directMessageId: "m1", attempt: 2 });
    const again = requestAgain.decide(deferred?.document, due, undefined, later)?.document;
    const sent = settled(again, { requestId: "m1.2" })?.document;
    for (const message of [deferred?.document, again, sent]) expect(message && acceptedView(message)).toEqual(first);
    expect(sent && directMessageView(sent, null)).toMatchObject({
      status: "sent",
      request_id: "m1.2",
      sent_as: "said",
    });
  });

  it("expires 90 days after its last change", () => {
    const expiry = directMessages.collection.expiry?.(newOwned(ordered()));
    expect(expiry).toEqual(new Date(now.getTime() + 90 * 86_400_000));
  });

  it("stays away when its person was erased meanwhile", () => {
    expect(settled(undefined, {})).toBeUndefined();
    const due = event(directMessageDue, { directMessageId: "m1", attempt: 2 });
    expect(requestAgain.decide(undefined, due, undefined, now)).toBeUndefined();
  });
});
