import { type FollowUpRequested, textContent } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { fireStep } from "./fire.ts";
import type { FollowUp } from "./follow-up.ts";
import { plannedAt } from "./plan.ts";

const now = new Date("2026-11-22T10:05:00.000Z");
const never = async () => Promise.reject(new Error("decide asks nobody"));
const fire = fireStep({ platform: { documents: {} as never }, activeConfig: never, config: never });

const wish: FollowUpRequested = {
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
  const document = plannedAt(undefined, wish, now)?.document;
  if (!document) throw new Error("A first wish is planned.");
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
  const sight = {
    conversation: conversation as never,
    customer: undefined,
    config: { channels: { input: [], output: [] } },
  };
  return fire.decide(given, event, sight, now);
}

describe("a follow-up whose time has come", () => {
  it("tells the conversation which placeholders stand for nothing, until another text takes its place", () => {
    const unfilled = followUp({ unknownPlaceholders: ["order_no"] });
    expect(fired(unfilled, undefined)).toMatchObject({ publish: [{ data: { unknownPlaceholders: ["order_no"] } }] });
    const later = { ...wish, dueAt: "2026-11-22T11:00:00.000Z" };
    expect(plannedAt(unfilled, later, now)?.document.unknownPlaceholders).toBeUndefined();
  });

  it("asks the conversation of its recipient, under an id of this look", () => {
    expect(fired(followUp(), undefined)).toMatchObject({
      document: { status: "asked" },
      publish: [{ type: "message-requested", data: { requestId: "f1.1", unlessWrittenSince: null } }],
    });
  });

  it("does nothing for a timer that is void, or once it is done", () => {
    expect(fired(followUp({ look: 2 }), undefined)).toBeUndefined();
    expect(fired(followUp({ status: "cancelled" }), undefined)).toBeUndefined();
    expect(fired(undefined, undefined)).toBeUndefined();
  });

  it("lets who writes at the last moment be, where it is about their silence, and reminds them all the same", () => {
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

  it("has a person found, where it is a callback, and writes nothing itself", () => {
    const decision = fired(followUp({ kind: "callback" }), { id: "c1", status: "escalated" });
    expect(decision).toMatchObject({
      document: { status: "sent" },
      publish: [{ type: "callback-due", key: "c1", data: { followUpId: "f1" } }],
    });
  });
});
