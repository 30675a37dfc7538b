import type { MessageReceived } from "../../shared/events/index.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Event } from "../../shared/runtime/step.ts";
import { type Conversation, sessionIdleMs } from "./conversation.ts";

/** True when this message opens a session: the first of the conversation, after it was resolved, or after a long rest. */
export function opensSession(conversation: Conversation | undefined, now: Date): boolean {
  if (!conversation || conversation.status === "resolved") return true;
  if (conversation.status === "escalated") return false;
  return now.getTime() - Date.parse(conversation.updatedAt) > sessionIdleMs;
}

/** The conversation as this message finds it; `config` is given when it opens a session. */
export function enter(
  conversation: Conversation | undefined,
  event: Event<MessageReceived>,
  config: Conversation["config"] | null,
): Conversation {
  const { data, occurredAt } = event;
  if (conversation)
    return {
      ...conversation,
      customer: { ...conversation.customer, name: data.customerName ?? conversation.customer.name },
      ...(config ? { config, status: "active" as const, escalation: null } : {}),
    };
  if (!config) throw new Error("A new conversation needs a configuration to start on.");
  return {
    id: data.conversationId,
    channel: data.channel,
    accountAddress: data.accountAddress,
    customer: {
      id: deriveId("customer", event.tenantId, data.channel, data.customerAddress),
      address: data.customerAddress,
      name: data.customerName,
    },
    config,
    status: "active",
    escalation: null,
    summary: "",
    recent: [],
    pending: [],
    burst: null,
    context: {},
    turnCount: 0,
    createdAt: occurredAt,
    updatedAt: occurredAt,
  };
}
