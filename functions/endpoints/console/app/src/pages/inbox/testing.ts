/** Conversations and events for the tests of the inbox. */
import type { Handoff, HandoffEvent, Item, Message } from "./item.ts";
import { noHandoff } from "./queue/queue.ts";

export const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, "0")}:00.000Z`;

export function anItem(id: string, handoff: Partial<Handoff> = {}, more: Partial<Item> = {}): Item {
  return {
    conversation_id: id,
    channel: "whatsapp",
    status: "escalated",
    customer: { id: `customer-${id}`, address: "+919800000001", name: null, address_proven: true },
    escalation: null,
    identity: null,
    config: { name: "default", version: 1 },
    context: {},
    summary: "",
    turn_count: 1,
    waiting_since: null,
    rating: null,
    last_message: null,
    last_customer_message: null,
    language: "en",
    labels: [],
    snoozed_until: null,
    created_at: at(0),
    updated_at: at(0),
    handoff: {
      ...noHandoff,
      handoff_id: id,
      requested_at: at(0),
      ...handoff,
    },
    ...more,
  };
}

export function anEvent(id: string, change: Partial<HandoffEvent> = {}): HandoffEvent {
  return {
    conversation_id: id,
    kind: "assigned",
    at: at(30),
    status: "escalated",
    stage: "assigned",
    department: null,
    priority: "medium",
    assigned_to: "asha",
    operator: null,
    text: null,
    ...change,
  };
}

export function aMessage(id: string, minute: number, more: Partial<Message> = {}): Message {
  return {
    message_id: id,
    turn_id: "t",
    role: "operator",
    text: id,
    original: null,
    choices: [],
    attachments: [],
    at: at(minute),
    delivery: null,
    ...more,
  };
}
