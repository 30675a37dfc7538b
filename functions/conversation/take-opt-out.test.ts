import { newCustomer, optedOut } from "../../shared/customers/customer.ts";
import { type OptOutReported, optOutReported } from "../../shared/events/index.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import type { Event } from "../../shared/runtime/step.ts";
import { aConversation } from "./fixtures.ts";
import { takeOptOutStep } from "./take-opt-out.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const event: Event<OptOutReported> = {
  id: "e1",
  type: optOutReported.type,
  tenantId: TenantId.parse("clinic"),
  key: "c1",
  causationId: null,
  occurredAt: now.toISOString(),
  data: { conversationId: "c1", channel: "email", wording: "E-mail unsubscribe" },
};
const { decide } = takeOptOutStep({ platform: { documents: {} as Documents } });
const known = { state: newCustomer("p1", "2026-11-01"), stored: undefined };

it("ends with the customer and in the conversation, in one commit", () => {
  const decision = decide(aConversation({ channel: "email" }), event, known, now);
  expect(decision?.document?.optOut).toEqual({ at: now.toISOString(), turnId: "e1" });
  expect(decision?.records?.[0]).toMatchObject({
    data: {
      state: {
        optOuts: { email: now.toISOString() },
        consents: [{ purpose: "marketing", channel: "email", granted: false, wording: "E-mail unsubscribe" }],
      },
    },
  });
});

it("changes nothing for who has opted out already, or is no longer known", () => {
  const out = { ...known, state: optedOut(known.state, "email", "2026-11-20") };
  expect(decide(aConversation({ channel: "email" }), event, out, now)).toBeUndefined();
  expect(decide(undefined, event, undefined, now)).toBeUndefined();
});
