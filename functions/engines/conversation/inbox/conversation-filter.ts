import { z } from "zod";
import { ChannelType } from "../../../../shared/events/conversation/conversation.ts";
import type { Query, QueryCondition } from "../../../../shared/platform/documents.ts";
import type { Conversation } from "../conversation.ts";
import { isUnread, type ReadMarks } from "./read-marks.ts";

const Flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** What operators narrow their lists by. All given conditions hold together. */
export const commonFilters = {
  channel: ChannelType.optional().describe("Only conversations of this channel."),
  department: z.string().max(100).optional().describe("Only those whose handoff belongs to this department."),
  label: z.string().max(50).optional().describe("Only those with this label, by its id."),
  language: z.string().max(35).optional().describe("Only those whose customer writes this language (BCP 47)."),
  assignee: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      "Who has it, or had it last: `me`, an operator's id, `nobody` for those that wait, `bot` for those that the agent answers.",
    ),
  unread: Flag.optional().describe("Whether the customer has written since you last read it."),
  snoozed: Flag.optional().describe("Whether somebody has put it off. Without: both."),
  q: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .optional()
    .describe(
      "What to search for: a whole phone number or mail address, or words that all occur in what was said or in the customer's name or address. Parts of words are found in the newest conversations; in older ones whole words, the beginning of names, and a number's last four digits. A page then has at most 50 items.",
    ),
};

const Common = z.object(commonFilters);
export type ConversationFilter = z.infer<typeof Common> & {
  readonly status?: Conversation["status"] | undefined;
};

/** Whether a conversation fulfils every condition. Pure. */
export function matchesFilter(
  { channel, department, label, language, assignee, unread, snoozed, status }: ConversationFilter,
  conversation: Conversation,
  caller: { readonly subject: string; readonly marks: ReadMarks },
): boolean {
  const { handoff } = conversation;
  if (status !== undefined && conversation.status !== status) return false;
  if (channel !== undefined && conversation.channel !== channel) return false;
  if (language !== undefined && conversation.language !== language) return false;
  if (department !== undefined && handoff?.department !== department) return false;
  if (label !== undefined && !conversation.labels?.includes(label)) return false;
  if (snoozed !== undefined && (conversation.snooze !== undefined) !== snoozed) return false;
  if (unread !== undefined && isUnread(caller.marks, conversation) !== unread) return false;
  if (assignee === undefined) return true;
  if (assignee === "bot") return conversation.status === "active" && handoff?.open !== true;
  if (assignee === "nobody") return handoff?.open === true && handoff.assignedTo === null;
  return handoff?.assignedTo === (assignee === "me" ? caller.subject : assignee);
}

/**
 * The query that leaves the fewest conversations to look at: a database combines few conditions, and the rest are
 * checked on what it finds. Newest first.
 */
export function baseQuery(filter: ConversationFilter, subject: string): Pick<Query, "where" | "orderBy"> {
  const orderBy = { field: "state.updatedAt", direction: "desc" } as const;
  const by = (field: string, value: string) => ({ where: [[`state.${field}`, "==", value] as const], orderBy });
  const { assignee, department, status, channel, language } = filter;
  if (assignee === "nobody") return by("status", "escalated");
  if (assignee !== undefined && assignee !== "bot")
    return by("handoff.assignedTo", assignee === "me" ? subject : assignee);
  if (department !== undefined) return by("handoff.department", department);
  if (status === "escalated") return by("status", status);
  if (assignee === "bot") return by("status", "active");
  if (channel !== undefined) return by("channel", channel);
  if (language !== undefined) return by("language", language);
  return status === undefined ? { where: [], orderBy } : by("status", status);
}

/** What narrows and orders the queue alone. */
export interface QueueChoice {
  readonly stage?: string | undefined;
  readonly order?: "urgent" | "due" | undefined;
}

/** The queue's query: most urgent first, or due first, which leaves all other conditions to be checked. */
export function queueQuery(
  filter: Pick<ConversationFilter, "department" | "assignee"> & QueueChoice,
  subject: string,
): Pick<Query, "where" | "orderBy"> {
  const { stage, order, department, assignee } = filter;
  if (order === "due") {
    const dueFirst = { field: "state.handoff.dueOrder", direction: "asc" } as const;
    return { where: [["state.handoff.open", "==", true]], orderBy: dueFirst };
  }
  const standing: QueryCondition = stage ? ["state.handoff.stage", "==", stage] : ["state.handoff.open", "==", true];
  const orderBy = { field: "state.handoff.order", direction: "asc" } as const;
  if (department !== undefined) return { where: [standing, ["state.handoff.department", "==", department]], orderBy };
  if (stage || assignee === undefined || assignee === "bot") return { where: [standing], orderBy };
  const holder = assignee === "nobody" ? null : assignee === "me" ? subject : assignee;
  return { where: [standing, ["state.handoff.assignedTo", "==", holder]], orderBy };
}
