import { conversationView } from "./conversation-view.ts";
import { aConversation, aMessage, anInbound } from "./testing/fixtures.ts";

const at = (minute: number) => `2026-11-30T10:0${minute}:00.000Z`;
const said = (minute: number, role: "customer" | "agent" | "operator") =>
  aMessage({ role, at: at(minute), id: `m${minute}` });

test.each([
  ["nothing was said", {}, null],
  ["an answer is the newest", { recent: [said(1, "customer"), said(2, "agent")] }, null],
  [
    "the customer wrote twice since",
    { recent: [said(1, "operator"), said(2, "customer"), said(3, "customer")] },
    at(2),
  ],
  ["a burst waits for its end", { recent: [said(1, "agent")], pending: [{ ...anInbound, at: at(4) }] }, at(4)],
  ["it is closed", { status: "resolved" as const, recent: [said(2, "customer")] }, null],
])("tells since when the customer waits: %s", (_, conversation, since) => {
  expect(conversationView(aConversation(conversation)).waiting_since).toBe(since);
});

test("the preview is the customer's newest line, whoever answered it", () => {
  const conversation = aConversation({ recent: [said(1, "customer"), said(2, "agent")] });
  expect(conversationView(conversation).last_customer_message).toEqual({ text: "hello", at: at(1) });
});
