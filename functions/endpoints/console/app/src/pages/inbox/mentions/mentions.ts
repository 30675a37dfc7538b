/** The notes that speak to this person, as they are shown. Pure. */
import type { z } from "zod";
import type { MentionView } from "../../../../../../../engines/conversation/inbox/mentions/mention-routes.ts";

export type Mention = z.infer<typeof MentionView>;

export interface MentionState {
  /** Unread ones first, as the API lists them. One that is read meanwhile stays where it is. */
  readonly items: readonly Mention[];
  readonly cursor: string | null;
  /** How many are unread, of all conversations. */
  readonly unread: number;
  readonly isLoaded: boolean;
  readonly problem: Error | undefined;
}

export const noMentions: MentionState = {
  items: [],
  cursor: null,
  unread: 0,
  isLoaded: false,
  problem: undefined,
};

/** With those marked that `which` chooses, before the API has answered. */
export function withRead(state: MentionState, which: (mention: Mention) => boolean, read: boolean): MentionState {
  const changed = state.items.filter((mention) => mention.read !== read && which(mention)).length;
  if (changed === 0) return state;
  return {
    ...state,
    items: state.items.map((mention) => (which(mention) ? { ...mention, read } : mention)),
    unread: Math.max(0, state.unread + (read ? -changed : changed)),
  };
}

/** The conversations with an unread one, each once. */
export function mentionedIn({ items }: Pick<MentionState, "items">): readonly string[] {
  return [...new Set(items.filter(({ read }) => !read).map(({ conversation_id: id }) => id))];
}

/** Whether opening a conversation reads any: one that is known, or one of those that are not loaded. */
export function maySpeakIn({ items, unread }: MentionState, conversation: string): boolean {
  const known = items.filter(({ read }) => !read);
  return known.length < unread || known.some(({ conversation_id: id }) => id === conversation);
}

/** What a button says about a number that is counted up to a hundred. */
export function countText(unread: number): string {
  return unread >= 100 ? "99+" : String(unread);
}
