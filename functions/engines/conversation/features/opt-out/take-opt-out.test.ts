import { newCustomer, withOptOut } from "../../../../../shared/customers/customer.ts";
import type { CustomerSnapshot } from "../../../../../shared/customers/store.ts";
import { type OptOutReported, optOutReported } from "../../../../../shared/events/index.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { Event } from "../../../../../shared/runtime/step.ts";
import type { StoredConversation } from "../../conversations.ts";
import { stepDependencies } from "../../step-dependencies.ts";
import { aConversation, aMessage } from "../../testing/fixtures.ts";
import { takeOptOutStep } from "./take-opt-out.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const event: Event<OptOutReported> = {
  id: "e1",
  type: optOutReported.type,
  tenantId: TenantId.parse("clinic"),
  key: "c1",
  causationId: null,
  occurredAt: now.toISOString(),
  data: { conversationId: "c1", channel: "email", wording: "E-mail unsubscribe", message: null },
};
const { decide } = takeOptOutStep(
  stepDependencies({
    platform: { documents: {} as Documents },
    activeConfig: async () => ({ name: "main", version: 1 }),
  }),
);
const decided = (conversation: StoredConversation, of: Event<OptOutReported>, customer: CustomerSnapshot) =>
  decide(conversation, of, { conversation, customer }, now);
const known = { state: newCustomer("p1", "2026-11-01"), stored: undefined };

it("is stored with the customer and the conversation, in one commit", () => {
  const decision = decided(aConversation({ channel: "email" }), event, known);
  expect(decision?.document?.optOut).toEqual({ at: now.toISOString(), turnId: "e1", saidAt: null });
  expect(decision?.writes?.[0]).toMatchObject({
    data: {
      state: {
        optOuts: { email: now.toISOString() },
        consents: [{ purpose: "marketing", channel: "email", granted: false, wording: "E-mail unsubscribe" }],
      },
    },
  });
});

it("tells the conversation of a customer who is opted out already, once, and nobody of one no longer stored", () => {
  const out = { ...known, state: withOptOut(known.state, "email", "2026-11-20") };
  const { optOut } = decided(aConversation({ channel: "email" }), event, out)?.document ?? {};
  expect(optOut).toMatchObject({ turnId: event.id });
  const told = { at: "2026-11-20", turnId: "earlier", saidAt: null };
  expect(decided(aConversation({ channel: "email", optOut: told }), event, out)).toBeUndefined();
  expect(decide(undefined, event, undefined, now)).toBeUndefined();
});

describe("a STOP message", () => {
  const message = {
    conversationId: "c1",
    messageId: "m7",
    channel: "whatsapp" as const,
    accountAddress: "+14155238886",
    customerAddress: "+919812345678",
    customerName: null,
    text: "STOP",
    attachments: [],
    choiceId: null,
    thread: null,
    configName: null,
  };
  const stop = {
    ...event,
    occurredAt: "2026-11-22T09:59:58.000Z",
    data: { conversationId: "c1", channel: "whatsapp" as const, wording: "STOP", message },
  };

  it("takes effect before its turn, and leaves the session's time to the turn", () => {
    const before = aConversation();
    expect(decided(before, stop, known)?.document).toEqual({
      ...before,
      optOut: { at: now.toISOString(), turnId: "m7", saidAt: stop.occurredAt },
    });
  });

  it("changes nothing after its turn, whatever the customer wrote since", () => {
    expect(decided(aConversation({ recent: [aMessage({ id: "m7" })] }), stop, known)).toBeUndefined();
    const optOut = { at: now.toISOString(), turnId: "m7", saidAt: null };
    expect(decided(aConversation({ optOut }), stop, known)).toBeUndefined();
  });
});
