import { z } from "zod";
import { HandoffStage } from "../../../../shared/contracts/conversation/conversation-holder.ts";
import { toPage } from "../../../../shared/http/paging.ts";
import { mayDo } from "../../../../shared/security/permissions.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import type { Conversation } from "../conversation.ts";
import { ConversationView, conversationView } from "../conversation-view.ts";
import { agentMayAnswer } from "../handoff/customer-wrote.ts";
import type { HandoffLogEntry } from "../handoff/log.ts";
import type { Attention } from "./attention.ts";
import type { ListedPage } from "./list-conversations.ts";
import { isUnread, type ReadMarks } from "./read-marks.ts";

/** Handoffs as operators see them, in snake_case. */

const NoteView = z.object({ note_id: z.string(), operator: z.string(), text: z.string(), at: z.string() });

export const HandoffView = z.object({
  handoff_id: z.string(),
  status: HandoffStage,
  type: z.string(),
  department: z.string().nullable(),
  skills: z.array(z.string()),
  priority: z.string(),
  requested_at: z.string(),
  assigned_to: z.string().nullable(),
  assigned_at: z.string().nullable(),
  /** When the next operator is asked. */
  due_at: z.string().nullable(),
  reply_due_at: z
    .string()
    .nullable()
    .describe(
      "Until when a person is to answer the customer, by `handoff_rules.reply_times`. Null: nobody waits, or no time is set.",
    ),
  attempts: z.number().int(),
  /** Operators who did not answer. */
  tried: z.array(z.string()),
  /** Whether the agent answers the customer during the handoff. */
  agent_helps: z.boolean(),
  /** The actions run because no operator was available. */
  unavailable: z
    .object({
      since: z.string(),
      tickets: z.array(z.object({ ticket_id: z.string(), external_id: z.string().nullable() })),
      callback_at: z.string().nullable(),
    })
    .nullable(),
  notes: z.array(NoteView),
});

/** A conversation as operators see it. */
export const OperatorConversationView = ConversationView.extend({ handoff: HandoffView.nullable() }).meta({
  id: "ConversationWithHandoff",
});

/** A conversation in a list. Only operators see the handoff, because its notes are for them alone. */
export const ListedConversationView = ConversationView.extend({
  unread: z.boolean().describe("Whether the customer has written since you last read it."),
  handoff: HandoffView.nullable().optional().describe("For those who may operate. Null without a handoff."),
}).meta({ id: "ListedConversation" });

/** Lists the conversations of a page, with what the caller has read. */
export function listedViews({ page, marks }: ListedPage, caller: Caller) {
  return toPage(page, (state) => listedView(state, marks, caller));
}

export function listedView(state: Conversation, marks: ReadMarks, caller: Caller) {
  const shown = mayDo(caller, "conversations:operate") ? operatorConversationView(state) : conversationView(state);
  return { ...shown, unread: isUnread(marks, state) };
}

export function operatorConversationView(state: Conversation): z.infer<typeof OperatorConversationView> {
  return { ...conversationView(state), handoff: handoffView(state) };
}

function handoffView({ status, handoff }: Conversation): z.infer<typeof HandoffView> | null {
  if (!handoff) return null;
  const { unavailable } = handoff;
  return {
    handoff_id: handoff.id,
    status: handoff.stage,
    type: handoff.type,
    department: handoff.department,
    skills: handoff.skills,
    priority: handoff.priority,
    requested_at: handoff.requestedAt,
    assigned_to: handoff.assignedTo,
    assigned_at: handoff.assignedAt,
    due_at: handoff.dueAt,
    reply_due_at: handoff.replyDueAt ?? null,
    attempts: handoff.attempt,
    tried: handoff.tried,
    agent_helps: status === "escalated" && agentMayAnswer({ status, handoff }),
    unavailable: unavailable && {
      since: unavailable.since,
      tickets: unavailable.tickets.map(({ id, externalId }) => ({ ticket_id: id, external_id: externalId })),
      callback_at: unavailable.callbackAt,
    },
    notes: handoff.notes.map(({ id, operator, text, at }) => ({ note_id: id, operator, text, at })),
  };
}

export const HandoffEventView = z.object({
  conversation_id: z.string(),
  kind: z.string(),
  at: z.string(),
  status: z.string(),
  stage: HandoffStage.nullable(),
  department: z.string().nullable(),
  priority: z.string().nullable(),
  assigned_to: z.string().nullable(),
  operator: z.string().nullable(),
  text: z.string().nullable(),
  reply_due_at: z.string().nullable().optional().describe("Until when a person is to answer, after the event."),
  mentions: z.array(z.string()).optional().describe("Ids of the operators whom a note speaks to."),
});

/** Who looks at a conversation, or writes in it: `text` says which. */
export function attentionEventView({
  conversationId,
  operator,
  doing,
  at,
  status,
}: Attention): z.infer<typeof HandoffEventView> {
  const nothing = { stage: null, department: null, priority: null, assigned_to: null };
  return { conversation_id: conversationId, kind: "attention", at, status, ...nothing, operator, text: doing };
}

export function handoffEventView(entry: HandoffLogEntry): z.infer<typeof HandoffEventView> {
  return {
    conversation_id: entry.conversationId,
    kind: entry.kind,
    at: entry.at,
    status: entry.status,
    stage: entry.stage,
    department: entry.department,
    priority: entry.priority,
    assigned_to: entry.assignedTo,
    operator: entry.operator,
    text: entry.text,
    ...(entry.replyDueAt === undefined ? {} : { reply_due_at: entry.replyDueAt }),
    ...(entry.mentions === undefined ? {} : { mentions: entry.mentions }),
  };
}
