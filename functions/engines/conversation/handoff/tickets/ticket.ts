import { transcript } from "../../../../../shared/agent/prompt/history.ts";
import { clip } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import { put, type Write } from "../../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { newTicket, type Ticket, tickets } from "../../../../../shared/tools/tickets.ts";
import type { Conversation } from "../../conversation.ts";

const lastMessages = 10;
const descriptionLength = 4_000;
const nameLength = 80;

/** The ticket for a handoff that no operator takes. All steps of a handoff share one ticket. Pure. */
export function ticketOf(conversation: Conversation, urgent: boolean, now: Date): Ticket {
  const { handoff, escalation, customer, channel } = conversation;
  const said = transcript(conversation.recent.slice(-lastMessages));
  const name = customer.name?.replace(/\s+/g, " ").trim().slice(0, nameLength) || "A customer";
  const summary = conversation.summary === "" ? [] : [`Before: ${conversation.summary}`];
  return newTicket({
    id: ticketIdOf(deriveId(handoff?.id ?? conversation.id, "ticket")),
    status: "open",
    subject: `${name} on ${channel} waits for a person (${escalation?.action ?? "handoff"})`,
    description: clip([`Reason: ${escalation?.reason ?? "asked for"}`, ...summary, said].join("\n"), descriptionLength),
    priority: urgent ? "urgent" : (escalation?.priority ?? "medium"),
    escalated: urgent,
    customerId: customer.id,
    conversationId: conversation.id,
    createdAt: now.toISOString(),
  });
}

/** A ticket's number, from an id that its cause always has. */
export function ticketIdOf(id: string): string {
  return `T-${id
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 12)
    .toUpperCase()}`;
}

export function leaveTicket(ticket: Ticket): Write {
  return put(tickets, ticket.id, ticket);
}
