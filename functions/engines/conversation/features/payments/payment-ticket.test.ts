import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { PaymentNeedsPerson } from "../../../../../shared/events/index.ts";
import { conversations } from "../../conversations.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { given } from "../../testing/given.ts";
import { paymentTicketStep } from "./payment-ticket.ts";

const config = minimalConfig();
const step = paymentTicketStep({ conversations: conversations as never, config: async () => config });
const data: PaymentNeedsPerson = {
  paymentId: "p1",
  kind: "dispute",
  conversationId: "c1",
  customerId: "k1",
  lines: [{ id: "tea", name: "Green tea", priceMinor: 45_000, quantity: 1 }],
  amountMinor: 45_000,
  currency: "INR",
  detail: "created: (fraud), answer by 2026-12-01",
  at: "2026-11-22T10:00:00.000Z",
};

test("a dispute leaves one urgent ticket, the same however often it is told, and the agent goes on", async () => {
  const [first, again] = await Promise.all([
    given(aConversation()).when(step, data),
    given(aConversation()).when(step, data),
  ]);
  const ticket = first.decision?.writes?.[0];
  expect(ticket).toMatchObject({
    collection: { name: "tickets" },
    data: {
      subject: "Dispute of ₹450, payment p1",
      description: expect.stringContaining("answer by 2026-12-01"),
      priority: "urgent",
      escalated: true,
      conversationId: "c1",
      customerId: "k1",
    },
  });
  expect(again.decision?.writes?.[0]?.id).toBe(ticket?.id);
  expect(first.decision?.writes?.[1]).toMatchObject({
    collection: { name: "handoff-log" },
    data: { kind: "note", operator: null, text: expect.stringContaining("Dispute of ₹450, payment p1") },
  });
  expect(first.decision?.document).toMatchObject({
    status: "active",
    context: { payment: "disputed: ₹450 for Green tea" },
  });
});

test("a refund of a part leaves another ticket, which is not urgent", async () => {
  const { decision } = await given(aConversation()).when(step, { ...data, kind: "partial-refund", detail: null });
  expect(decision?.writes?.slice(0, 1)).toMatchObject([
    { data: { priority: "medium", subject: "Partial refund of ₹450, payment p1" } },
  ]);
});
