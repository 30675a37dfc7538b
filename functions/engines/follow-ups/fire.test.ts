import { type FollowUpRequested, textContent } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { fireStep } from "./fire.ts";
import type { FollowUp } from "./follow-up.ts";
import { planOrMove } from "./plan.ts";

const now = new Date("2026-11-22T10:05:00.000Z");
const never = async () => Promise.reject(new Error("decide must not call this"));
const fire = fireStep({ platform: { documents: {} as never }, environment: {}, activeConfig: never, config: never });

const request: FollowUpRequested = {
  followUpId: "f1",
  kind: "reminder",
  condition: "appointment_booked",
  purpose: "service",
  conversationId: null,
  recipient: { channel: "whatsapp", accountAddress: "+14155238886", address: "+919812345678", name: "Asha" },
  channel: "whatsapp",
  content: textContent("See you"),
  template: null,
  dueAt: now.toISOString(),
  whileBooking: null,
  silentForSeconds: 0,
  unlessWrittenSince: null,
  configName: null,
};

function followUp(over: Partial<FollowUp> = {}): FollowUp {
  const document = planOrMove(undefined, request, now)?.document;
  if (!document) throw new Error("The first request must be planned.");
  return { ...document, ...over };
}

function fired(given: FollowUp | undefined, conversation: object | undefined, look = 1) {
  const event = {
    id: "e",
    type: "follow-up-due",
    tenantId: "t" as TenantId,
    key: "f1",
    causationId: null,
    occurredAt: now.toISOString(),
    data: { followUpId: "f1", look },
  };
  const snapshot = {
    ids: testIds(event.tenantId),
    conversation: conversation as never,
    customer: undefined,
    config: { channels: { input: [], output: [] } },
  };
  return fire.decide(given, event, snapshot, now);
}

describe("a follow-up whose time has come", () => {
  it("tells the conversation which placeholders stand for nothing, until another text takes its place", () => {
    const unfilled = followUp({ unknownPlaceholders: ["order_no"] });
    expect(fired(unfilled, undefined)).toMatchObject({ publish: [{ data: { unknownPlaceholders: ["order_no"] } }] });
    const later = { ...request, dueAt: "2026-11-22T11:00:00.000Z" };
    expect(planOrMove(unfilled, later, now)?.document.unknownPlaceholders).toBeUndefined();
  });

  it("asks the conversation of its recipient, under an id of this look", () => {
    expect(fired(followUp(), undefined)).toMatchObject({
      document: { status: "asked" },
      publish: [{ type: "message-requested", data: { requestId: "f1.1", unlessWrittenSince: null } }],
    });
  });

  it("ignores an outdated timer and does nothing once it is done", () => {
    expect(fired(followUp({ look: 2 }), undefined)).toBeUndefined();
    expect(fired(followUp({ status: "cancelled" }), undefined)).toBeUndefined();
    expect(fired(undefined, undefined)).toBeUndefined();
  });

  it("is conditional on silence if it is about silence, and a reminder is not", () => {
    const id = fired(followUp(), undefined)?.publish?.[0]?.key;
    const conversation = {
      id,
      status: "active",
      lastInboundAt: "2026-11-22T09:00:00.000Z",
      booking: { id: "b", at: "" },
    };
    const asked = (given: FollowUp) => fired(given, conversation)?.publish?.[0]?.data;
    expect(asked(followUp({ whileBooking: "b" }))).toMatchObject({ unlessWrittenSince: "2026-11-22T09:00:00.000Z" });
    expect(asked(followUp())).toMatchObject({ unlessWrittenSince: null });
  });

  it("requests a person for a callback and sends no message", () => {
    const decision = fired(followUp({ kind: "callback" }), { id: "c1", status: "escalated" });
    expect(decision).toMatchObject({
      document: { status: "sent" },
      publish: [{ type: "callback-due", key: "c1", data: { followUpId: "f1" } }],
    });
  });
});
