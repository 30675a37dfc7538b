import { z } from "zod";
import { clip } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import { type Collection, put, type Write } from "../../../../../shared/platform/documents.ts";
import { byConversation } from "../../../../../shared/platform/personal-data.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";

const Mention = z.object({
  id: z.string(),
  /** The operator who is named in the note. */
  operator: z.string(),
  conversationId: z.string(),
  /** Who wrote the note. */
  by: z.string(),
  at: z.string(),
  /** The note's beginning. */
  text: z.string(),
  isRead: z.boolean(),
  /** Sorts unread ones before read ones, and newer before older: `1 <at>` or `0 <at>`, read downwards. */
  rank: z.string(),
});
export type Mention = z.infer<typeof Mention>;

/** A document for each operator who is named in a note: the list of all conversations costs one query. */
export const mentions: Collection<Mention> = {
  name: "inbox-mentions",
  schema: Mention,
  indexes: [
    ["operator", "rank desc"],
    ["operator", "conversationId", "rank desc"],
    ["conversationId", "at asc"],
  ],
  confidential: true,
  personal: { fields: ["text"], find: byConversation("conversationId", "at asc") },
};

const previewLength = 300;

/** For the commit of the note itself. Who names themselves needs no telling. */
export function mentionWrites(note: {
  readonly eventId: string;
  readonly conversationId: string;
  readonly by: string;
  readonly at: string;
  readonly text: string;
  readonly operators: readonly string[];
}): readonly Write[] {
  const { eventId, conversationId, by, at } = note;
  return [...new Set(note.operators)]
    .filter((operator) => operator !== by)
    .map((operator) => {
      const id = deriveId(eventId, "mention", operator);
      const text = clip(note.text, previewLength);
      return put(
        mentions,
        id,
        withRead({ id, operator, conversationId, by, at, text, isRead: false, rank: "" }, false),
      );
    });
}

export function withRead(mention: Mention, isRead: boolean): Mention {
  return { ...mention, isRead, rank: `${isRead ? 0 : 1} ${mention.at}` };
}
