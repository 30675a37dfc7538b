import type { ConversationSummary } from "../../../shared/contracts/conversation-summary.ts";
import { type FollowUpRequested, textContent } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { checkEligibility } from "./check-eligibility.ts";
import type { FollowUp } from "./follow-up.ts";
import { plannedAt } from "./plan.ts";
import { settleFollowUp } from "./settle.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const wish: FollowUpRequested = {
  followUpId: "f1",
  kind: "retargeting",
  condition: "abandoned_booking",
  purpose: "service",
  conversationId: "c1",
  recipient: { channel: "whatsapp", accountAddress: "+14155238886", address: "+919812345678", name: "Asha" },
  channel: "whatsapp",
  content: textContent("Need help?"),
  template: null,
  dueAt: "2026-11-22T10:05:00.000Z",
  whileBooking: "b1",
  silentForSeconds: 300,
  unlessWrittenSince: null,
  configName: null,
};

function planned(over: Partial<FollowUp> = {}): FollowUp {
  const document = plannedAt(undefined, wish, now)?.document;
  if (!document) throw new Error("A first wish is planned.");
  return { ...document, ...over };
}

function talk(over: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: "c1",
    channel: "whatsapp",
    accountAddress: "+14155238886",
    customer: { id: "p1", address: "+919812345678", name: "Asha" },
    config: { name: "default", version: 1 },
    status: "active",
    lastInboundAt: "2026-11-22T09:00:00.000Z",
    booking: { id: "b1", at: "2026-11-22T09:00:00.000Z" },
    ...over,
  };
}

describe("planning a follow-up", () => {
  it("gives it an event at its time", () => {
    const decision = plannedAt(undefined, wish, now);
    expect(decision?.schedule).toMatchObject([{ name: "follow-up-f1-1", at: new Date(wish.dueAt), key: "f1" }]);
  });

  it("does nothing when its cause comes again, also after it was put off or sent", () => {
    expect(plannedAt(planned(), wish, now)).toBeUndefined();
    expect(plannedAt(planned({ status: "deferred", dueAt: "2026-11-23T02:30:00.000Z" }), wish, now)).toBeUndefined();
    expect(plannedAt(planned({ status: "sent" }), wish, now)).toBeUndefined();
  });

  it("moves it where another time is asked for, and voids the look before", () => {
    const moved = plannedAt(planned(), { ...wish, dueAt: "2026-11-23T10:00:00.000Z" }, now);
    expect(moved).toMatchObject({
      document: { status: "scheduled", look: 2, dueAt: "2026-11-23T10:00:00.000Z" },
      cancel: ["follow-up-f1-1"],
    });
  });
});

describe("looking at a follow-up that is due", () => {
  const sight = { conversation: talk(), customer: undefined, config: { channels: { input: [], output: [] } } };

  it("asks for it while everything is as it was", () => {
    expect(checkEligibility(planned(), sight, now)).toEqual({ type: "ask", recipient: wish.recipient });
  });

  it.each([
    ["the booking was finished", { booking: null }, "booking-completed"],
    ["another booking was begun since", { booking: { id: "b2", at: "2026-11-22T09:30:00.000Z" } }, "booking-completed"],
    ["a person has the conversation", { status: "escalated" as const }, "with-a-person"],
    ["the conversation was closed", { status: "resolved" as const }, "conversation-closed"],
  ])("does not when %s", (_name, over, reason) => {
    expect(checkEligibility(planned(), { ...sight, conversation: talk(over) }, now)).toEqual({ type: "no", reason });
  });

  it("waits until the customer has been silent for long enough, to the millisecond", () => {
    const conversation = talk({ lastInboundAt: "2026-11-22T09:55:00.001Z" });
    const until = new Date("2026-11-22T10:00:00.001Z");
    expect(checkEligibility(planned(), { ...sight, conversation }, now)).toEqual({
      type: "later",
      reason: "customer-active",
      until,
    });
    expect(checkEligibility(planned(), { ...sight, conversation }, until)).toMatchObject({ type: "ask" });
  });

  it("does not when the customer wrote since, where that is what it hangs on", () => {
    const followUp = planned({
      whileBooking: null,
      silentForSeconds: 0,
      unlessWrittenSince: "2026-11-22T08:00:00.000Z",
    });
    expect(checkEligibility(followUp, sight, now)).toEqual({ type: "no", reason: "customer-wrote" });
  });

  it("goes to the channel the tenant wants when the customer has an address there, else to their own", () => {
    const web = { channel: "web_chat" as const, accountAddress: null, address: "s1", name: null };
    const followUp = planned({ recipient: web });
    const whatsapp = {
      type: "whatsapp",
      enabled: true,
      provider: "twilio_whatsapp",
      config: { phone_number: "+14155238886" },
    };
    const config = { channels: { input: [whatsapp as never], output: [] } };
    const identities = [{ kind: "phone" as const, value: "+919812345678", verified: true, at: "" }];
    const customer = { identities } as never;
    expect(checkEligibility(followUp, { ...sight, config, customer }, now)).toMatchObject({
      recipient: { channel: "whatsapp", address: "+919812345678", accountAddress: "+14155238886" },
    });
    expect(checkEligibility(followUp, { ...sight, config }, now)).toMatchObject({ recipient: web });
  });

  it("writes to nobody by telephone", () => {
    expect(checkEligibility(planned({ channel: "voice" }), sight, now)).toEqual({
      type: "no",
      reason: "channel-unavailable",
    });
  });
});

describe("settling a follow-up", () => {
  const settled = (data: object) => ({
    id: "e1",
    type: "message-settled",
    tenantId: "t" as TenantId,
    key: "f1",
    causationId: null,
    occurredAt: now.toISOString(),
    data: {
      requestId: "f1.1",
      origin: { kind: "follow-up" as const, id: "f1" },
      conversationId: "c1",
      outcome: "skipped" as const,
      reason: null,
      until: null,
      messageId: null,
      ...data,
    },
  });
  const decide = (followUp: FollowUp | undefined, data: object) =>
    settleFollowUp.decide(followUp, settled(data), undefined, now);

  it("records why it was not said", () => {
    const next = decide(planned({ status: "asked" }), { reason: "opted-out" });
    expect(next?.document).toMatchObject({ status: "skipped", reason: "opted-out" });
    expect(next?.document.history.at(-1)).toMatchObject({ what: "skipped", reason: "opted-out" });
  });

  it("looks again when it was put off, and when they wrote at the last moment", () => {
    const until = "2026-11-23T02:30:00.000Z";
    expect(decide(planned({ status: "asked" }), { outcome: "deferred", reason: "quiet-hours", until })).toMatchObject({
      document: { status: "deferred", look: 2, dueAt: until },
      schedule: [{ name: "follow-up-f1-2", at: new Date(until) }],
    });
    expect(decide(planned({ status: "asked" }), { reason: "customer-wrote" })).toMatchObject({
      document: { status: "deferred", dueAt: "2026-11-22T10:05:00.000Z" },
    });
  });

  it("ignores an answer to an earlier look", () => {
    expect(decide(planned({ status: "asked", look: 2 }), { outcome: "sent" })).toBeUndefined();
    expect(decide(undefined, { outcome: "sent" })).toBeUndefined();
  });
});
