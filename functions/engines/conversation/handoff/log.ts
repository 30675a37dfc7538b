import { z } from "zod";
import { type Collection, put, type Write } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Conversation, clip } from "../conversation.ts";
import { HandoffStage } from "./state.ts";

/** One thing that happened to a conversation on its way to, with or from a person. Kept, never changed. */
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
    "transfer",
    "release",
    "resolve",
  ]),
  /** As it left the conversation. */
  status: z.literal(["active", "escalated", "resolved"]),
  stage: HandoffStage.nullable(),
  department: z.string().nullable(),
  priority: z.string().nullable(),
  assignedTo: z.string().nullable(),
  /** Who did it; null for the product itself and for the customer. */
  operator: z.string().nullable(),
  /** The beginning of what was written, where something was; of a note the whole, for operators only. */
  text: z.string().nullable(),
});
export type HandoffLogEntry = z.infer<typeof HandoffLogEntry>;

/** What operators' screens follow: over the tenant by time, and of one conversation. */
export const handoffLog: Collection<HandoffLogEntry> = {
  name: "handoff-log",
  schema: HandoffLogEntry,
  indexes: [["at"], ["conversationId", "at asc"]],
  confidential: true,
};

const previewLength = 200;

/** A write for the commit that makes it happen. `eventId`: of what caused it. */
export function logEntry(
  conversation: Conversation,
  entry: {
    readonly eventId: string;
    readonly kind: HandoffLogEntry["kind"];
    readonly at: string;
    readonly operator?: string;
    readonly text?: string | null;
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
    operator: entry.operator ?? null,
    text: text === null || entry.kind === "note" ? text : clip(text, previewLength),
  });
}
