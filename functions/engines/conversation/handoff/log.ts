import { z } from "zod";
import { HandoffStage } from "../../../../shared/contracts/conversation/conversation-holder.ts";
import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { type Collection, put, type Write } from "../../../../shared/platform/documents.ts";
import { byConversation } from "../../../../shared/platform/personal-data.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Conversation } from "../conversation.ts";

/** One entry of a conversation's handoff history. Entries never change. */
const HandoffLogEntry = z.object({
  id: z.string(),
  conversationId: z.string(),
  at: z.string(),
  kind: z.literal([
    "requested",
    "assigned",
    "unavailable",
    "customer-wrote",
    "takeover",
    "reply",
    "note",
    "whisper",
    "listen",
    "transfer",
    "release",
    "resolve",
    "labelled",
    "snoozed",
    "unsnoozed",
  ]),
  /** The conversation's status after it. */
  status: z.literal(["active", "escalated", "resolved"]),
  stage: HandoffStage.nullable(),
  department: z.string().nullable(),
  priority: z.string().nullable(),
  assignedTo: z.string().nullable(),
  /** Until when a person is to answer, after it. */
  replyDueAt: z.string().nullable().optional(),
  /** The acting operator. Null for the product itself and for the customer. */
  operator: z.string().nullable(),
  /** The beginning of the written text, if any. A note and a whisper are stored in full, for operators only. */
  text: z.string().nullable(),
  /** The operators whom a note speaks to. */
  mentions: z.array(z.string()).optional(),
});
export type HandoffLogEntry = z.infer<typeof HandoffLogEntry>;

/** What operators' screens follow: a tenant's entries by time, and one conversation's entries. */
export const handoffLog: Collection<HandoffLogEntry> = {
  name: "handoff-log",
  schema: HandoffLogEntry,
  indexes: [["at"], ["conversationId", "at asc"], ["conversationId", "at desc"]],
  confidential: true,
  personal: { fields: ["text"], find: byConversation("conversationId", "at asc") },
};

const previewLength = 200;

/** What only operators read. */
export function isForOperators(kind: HandoffLogEntry["kind"]): boolean {
  return kind === "note" || kind === "whisper" || kind === "listen";
}

/** The write that logs an entry, for the same commit. `eventId` is the id of the causing event. */
export function logEntry(
  conversation: Conversation,
  entry: {
    readonly eventId: string;
    readonly kind: HandoffLogEntry["kind"];
    readonly at: string;
    readonly operator?: string;
    readonly text?: string | null;
    readonly mentions?: readonly string[] | undefined;
  },
): Write {
  const id = deriveId(entry.eventId, "handoff", entry.kind);
  const { handoff } = conversation;
  const text = entry.text ?? null;
  return put(handoffLog, id, {
    id,
    conversationId: conversation.id,
    at: entry.at,
    kind: entry.kind,
    status: conversation.status,
    stage: handoff?.stage ?? null,
    department: handoff?.department ?? null,
    priority: handoff?.priority ?? null,
    assignedTo: handoff?.assignedTo ?? null,
    replyDueAt: handoff?.replyDueAt ?? null,
    operator: entry.operator ?? null,
    text: text === null || isForOperators(entry.kind) ? text : clip(text, previewLength),
    ...(entry.mentions === undefined ? {} : { mentions: [...entry.mentions] }),
  });
}
