import type { ConversationSummary } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { type FollowUpRequested, textContent } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { checkEligibility } from "./check-eligibility.ts";
import type { FollowUp } from "./follow-up.ts";
import { planOrMove } from "./plan.ts";
import { settleFollowUp } from "./settle.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const request: FollowUpRequested = {
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
  const document = planOrMove(undefined, request, now)?.document;
  if (!document) throw new Error("The first request must be planned.");
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
    language: "en",
    updatedAt: "2026-11-22T09:00:00.000Z",
    booking: { id: "b1", at: "2026-11-22T09:00:00.000Z" },
    ...over,
  };
}

describe("planning a follow-up", () => {
  it("schedules an event for when it is due", () => {
    const decision = planOrMove(undefined, request, now);
    expect(decision?.schedule).toMatchObject([{ name: "follow-up-f1-1", at: new Date(request.dueAt), key: "f1" }]);
  });

  it("ignores a repeated request, also after it was deferred or sent", () => {
    expect(planOrMove(planned(), request, now)).toBeUndefined();
    expect(
      planOrMove(planned({ status: "deferred", dueAt: "2026-11-23T02:30:00.000Z" }), request, now),
    ).toBeUndefined();
    expect(planOrMove(planned({ status: "sent" }), request, now)).toBeUndefined();
  });

  it("moves it to another requested time and cancels the earlier event", () => {
    const moved = planOrMove(planned(), { ...request, dueAt: "2026-11-23T10:00:00.000Z" }, now);
    expect(moved).toMatchObject({
      document: { status: "scheduled", look: 2, dueAt: "2026-11-23T10:00:00.000Z" },
      cancel: ["follow-up-f1-1"],
    });
  });
});

describe("checking a due follow-up", () => {
  const snapshot = { conversation: talk(), customer: undefined, config: { channels: { input: [], output: [] } } };

  it("requests it while nothing has changed", () => {
    expect(checkEligibility(planned(), snapshot, now)).toEqual({ type: "ask", recipient: request.recipient });
  });

  it.each([
    ["the booking was finished", { booking: null }, "booking-completed"],
    [
      "another booking was started since",
      { booking: { id: "b2", at: "2026-11-22T09:30:00.000Z" } },
      "booking-completed",
    ],
    ["a person has the conversation", { status: "escalated" as const }, "with-a-person"],
    ["the conversation was closed", { status: "resolved" as const }, "conversation-closed"],
  ])("skips it when %s", (_name, over, reason) => {
    expect(checkEligibility(planned(), { ...snapshot, conversation: talk(over) }, now)).toEqual({ type: "no", reason });
  });

  it("waits until the customer has been silent long enough, to the millisecond", () => {
    const conversation = talk({ lastInboundAt: "2026-11-22T09:55:00.001Z" });
    const until = new Date("2026-11-22T10:00:00.001Z");
    expect(checkEligibility(planned(), { ...snapshot, conversation }, now)).toEqual({
      type: "later",
      reason: "customer-active",
      until,
    });
    expect(checkEligibility(planned(), { ...snapshot, conversation }, until)).toMatchObject({ type: "ask" });
  });

  it("skips it when it is conditional on silence and the customer wrote since", () => {
    const followUp = planned({
      whileBooking: null,
      silentForSeconds: 0,
      unlessWrittenSince: "2026-11-22T08:00:00.000Z",
    });
    expect(checkEligibility(followUp, snapshot, now)).toEqual({ type: "no", reason: "customer-wrote" });
  });

  it("uses the requested channel if the customer has an address there, else the recipient's own", () => {
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
    expect(checkEligibility(followUp, { ...snapshot, config, customer }, now)).toMatchObject({
      recipient: { channel: "whatsapp", address: "+919812345678", accountAddress: "+14155238886" },
    });
    expect(checkEligibility(followUp, { ...snapshot, config }, now)).toMatchObject({ recipient: web });
  });

  it("sends no message over a voice channel", () => {
    expect(checkEligibility(planned({ channel: "voice" }), snapshot, now)).toEqual({
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

  it("records why it was not sent", () => {
    const next = decide(planned({ status: "asked" }), { reason: "opted-out" });
    expect(next?.document).toMatchObject({ status: "skipped", reason: "opted-out" });
    expect(next?.document.history.at(-1)).toMatchObject({ what: "skipped", reason: "opted-out" });
  });

  it("checks again when it was deferred, and when the customer wrote at the last moment", () => {
    const until = "2026-11-23T02:30:00.000Z";
    expect(decide(planned({ status: "asked" }), { outcome: "deferred", reason: "quiet-hours", until })).toMatchObject({
      document: { status: "deferred", look: 2, dueAt: until },
      schedule: [{ name: "follow-up-f1-2", at: new Date(until) }],
    });
    expect(decide(planned({ status: "asked" }), { reason: "customer-wrote" })).toMatchObject({
      document: { status: "deferred", dueAt: "2026-11-22T10:05:00.000Z" },
    });
  });

  it("ignores the outcome of an earlier attempt", () => {
    expect(decide(planned({ status: "asked", look: 2 }), { outcome: "sent" })).toBeUndefined();
    expect(decide(undefined, { outcome: "sent" })).toBeUndefined();
  });
});
