import { z } from "zod";
import { absent, type Collection, type Documents, put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../../shared/platform/version-conflicts.ts";
import type { Conversation } from "../conversation.ts";

/** What one operator has read, in one document: a list needs one read for all of its conversations. */
const ReadMarks = z.object({
  /** Messages up to this time count as read in every conversation without a mark. */
  readBefore: z.string(),
  /** The time up to which each conversation is read. Empty: it was marked unread. */
  marks: z.record(z.string(), z.string()),
});
export type ReadMarks = z.infer<typeof ReadMarks>;

export const inboxMarks: Collection<ReadMarks> = {
  name: "inbox-marks",
  schema: ReadMarks,
  indexes: [],
  confidential: true,
  // Ids of conversations and times, by operators' ids.
  personal: "nothing",
};

/** Beyond it the oldest marks go, and everything up to them counts as read. */
export const mostMarks = 2_000;

const nothingRead: ReadMarks = { readBefore: "", marks: {} };

export async function readMarks(documents: Documents, tenantId: TenantId, operator: string): Promise<ReadMarks> {
  return (await documents.get(tenantId, inboxMarks, operator))?.data ?? nothingRead;
}

/** Whether the customer has written since the operator last read the conversation. */
export function isUnread(
  { readBefore, marks }: ReadMarks,
  { id, lastInboundAt }: Pick<Conversation, "id" | "lastInboundAt">,
): boolean {
  if (lastInboundAt === null) return false;
  return lastInboundAt > (marks[id] ?? readBefore);
}

/** Pure. `upTo` is empty for a conversation that is marked unread. */
export function withMark(
  before: ReadMarks,
  mark: { readonly conversationId: string; readonly upTo: string },
): ReadMarks {
  const { [mark.conversationId]: _earlier, ...others } = before.marks;
  const kept = Object.entries(others);
  const excess = kept.length + 1 - mostMarks;
  if (excess <= 0) return { ...before, marks: { ...others, [mark.conversationId]: mark.upTo } };
  const oldestFirst = kept.toSorted(([, one], [, other]) => (one < other ? -1 : 1));
  const [dropped, rest] = [oldestFirst.slice(0, excess), oldestFirst.slice(excess)];
  const readBefore = [before.readBefore, dropped.at(-1)?.[1] ?? ""].toSorted().at(-1) ?? "";
  return { readBefore, marks: { ...Object.fromEntries(rest), [mark.conversationId]: mark.upTo } };
}

/** Marks conversations as read or unread for one operator. */
export async function markConversations(
  documents: Documents,
  tenantId: TenantId,
  change: { readonly operator: string; readonly marks: readonly { conversationId: string; upTo: string }[] },
): Promise<void> {
  await retryConflicts(async () => {
    const stored = await documents.get(tenantId, inboxMarks, change.operator);
    const next = change.marks.reduce(withMark, stored?.data ?? nothingRead);
    await documents.commit(tenantId, [
      put(inboxMarks, change.operator, next, { ifVersion: stored?.version ?? absent }),
    ]);
  });
}
