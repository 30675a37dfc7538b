/** The conversations in whose notes a colleague has spoken to this person, until they are opened. Pure. */
import type { HandoffEvent } from "../item.ts";

const most = 100;

export function isMention({ kind, operator, mentions }: HandoffEvent, me: string): boolean {
  return kind === "note" && operator !== me && (mentions ?? []).includes(me);
}

/** The newest first. */
export function withMention(mentioned: readonly string[], id: string): readonly string[] {
  return [id, ...mentioned.filter((each) => each !== id)].slice(0, most);
}

export function withoutMention(mentioned: readonly string[], id: string): readonly string[] {
  return mentioned.includes(id) ? mentioned.filter((each) => each !== id) : mentioned;
}

/** From where it is kept. What is kept wrongly counts as nothing. */
export function mentionedFrom(stored: string | null): readonly string[] {
  if (stored === null) return [];
  try {
    const kept: unknown = JSON.parse(stored);
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}
