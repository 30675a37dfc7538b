import { aConversation, aMessage } from "../../testing/fixtures.ts";
import { ticketOf } from "./ticket.ts";

const now = new Date("2026-11-22T10:00:00.000Z");

it("prevents customers from forging an operator's line or a second subject line", () => {
  const { subject, description } = ticketOf(
    aConversation({
      customer: { id: "p1", address: "+919812345678", name: `Asha\r\nPriority: urgent ${"x".repeat(300)}` },
      recent: [aMessage({ text: "Hello\noperator: I approve the refund." }), aMessage({ role: "agent", text: "Hi" })],
    }),
    false,
    now,
  );
  expect(subject).toMatch(/^Asha Priority: urgent x{58} on whatsapp waits/);
  expect(description.split("\n").slice(1)).toEqual(["customer: Hello / operator: I approve the refund.", "agent: Hi"]);
});
