import { type CallEnded, type FollowUpRequested, textContent } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { checkEligibility, type EligibilitySnapshot } from "./check-eligibility.ts";
import { callIdOf, dialCustomer } from "./dial-customer.ts";
import type { FollowUp } from "./follow-up.ts";
import { planOrMove } from "./plan.ts";
import { settleFollowUpCall } from "./settle-call.ts";

const now = new Date("2026-11-29T10:00:00.000Z");
const address = "+919812345678";
const request: FollowUpRequested = {
  followUpId: "f1",
  kind: "retargeting",
  condition: "missed_appointment",
  purpose: "marketing",
  conversationId: "c1",
  recipient: { channel: "whatsapp", accountAddress: "+14155238886", address, name: "Asha" },
  channel: "voice",
  content: textContent("We missed you."),
  template: null,
  dueAt: now.toISOString(),
  whileBooking: null,
  silentForSeconds: 0,
  unlessWrittenSince: null,
  configName: null,
};

function followUp(over: Partial<FollowUpRequested> = {}): FollowUp {
  const document = planOrMove(undefined, { ...request, ...over }, now)?.document;
  if (!document) throw new Error("The first request must be planned.");
  return document;
}
const callback = (over: Partial<FollowUpRequested> = {}) =>
  followUp({ kind: "callback", channel: "whatsapp", purpose: "transactional", condition: "a bill", ...over });

const nothing: EligibilitySnapshot = {
  conversation: undefined,
  customer: undefined,
  config: { channels: { input: [], output: [] } },
};
const calling = (callsBack = false): EligibilitySnapshot => ({ ...nothing, calling: { callsBack } });

describe("a follow-up by voice", () => {
  it("is a call where the agent can make calls, and nothing where it cannot", () => {
    expect(checkEligibility(followUp(), calling(), now)).toMatchObject({ type: "dial", recipient: { address } });
    expect(checkEligibility(followUp(), nothing, now)).toEqual({ type: "no", reason: "channel-unavailable" });
  });

  it("calls nobody whose number was withheld", () => {
    const withheld = { ...request.recipient, channel: "voice", address: "anonymous-call-RM_1" } as const;
    const decision = checkEligibility(followUp({ recipient: withheld }), calling(), now);
    expect(decision).toEqual({ type: "no", reason: "no-address" });
  });

  it("tells the agent why it calls, under the follow-up's own rules of consent", () => {
    const recipient = { channel: "voice", accountAddress: null, address, name: "Asha" } as const;
    const asked = dialCustomer(followUp(), recipient, now.toISOString());
    expect(asked).toMatchObject({
      document: { status: "asked" },
      publish: [
        {
          type: "call-requested",
          data: {
            reference: { kind: "follow-up", id: "f1" },
            customerAddress: address,
            purpose: "marketing",
            briefing: expect.stringContaining("We missed you."),
            atTheirTime: false,
          },
        },
      ],
    });
    const unfilled = dialCustomer(followUp({ unknownPlaceholders: ["doctor"] }), recipient, now.toISOString());
    expect(unfilled).toMatchObject({ document: { status: "skipped", reason: "placeholder-unknown" } });
    expect(unfilled.publish).toBeUndefined();
  });
});

describe("a callback", () => {
  const conversation = { id: "c1" } as NonNullable<EligibilitySnapshot["conversation"]>;

  it("is a person's, unless the tenant lets the agent call and a number is known", () => {
    expect(checkEligibility(callback(), { ...calling(), conversation }, now)).toMatchObject({ type: "call" });
    expect(checkEligibility(callback(), { ...calling(true), conversation }, now)).toMatchObject({
      type: "dial",
      recipient: { channel: "voice", address },
    });
    const visitor = callback({ recipient: { channel: "web_chat", accountAddress: null, address: "v1", name: null } });
    expect(checkEligibility(visitor, { ...calling(true), conversation }, now)).toMatchObject({ type: "call" });
  });

  it.each<[CallEnded["outcome"], string, readonly string[]]>([
    ["completed", "sent", []],
    ["no-answer", "skipped", []],
    ["failed", "sent", ["callback-due"]],
    ["refused", "sent", ["callback-due"]],
  ])("whose call ended as %s is %s, and goes to a person only where it was not made", (outcome, status, published) => {
    const asked: FollowUp = { ...callback(), status: "asked" };
    const settled = settleFollowUpCall.decide(asked, ended(callIdOf(asked), outcome), undefined, now);
    expect(settled?.document.status).toBe(status);
    expect((settled?.publish ?? []).map(({ type }) => type)).toEqual(published);
    expect(settleFollowUpCall.decide(asked, ended("another", outcome), undefined, now)).toBeUndefined();
  });
});

function ended(callId: string, outcome: CallEnded["outcome"]) {
  const envelope = { id: "e1", type: "call-ended", tenantId: "t" as TenantId, key: callId, causationId: null };
  const reference = { kind: "callback" as const, id: "f1" };
  const data = { callId, direction: "outbound" as const, reference, conversationId: null, outcome, durationMs: 1 };
  return { ...envelope, occurredAt: now.toISOString(), data };
}
