import { isDeepStrictEqual } from "node:util";
import type { Conversation } from "../conversation.ts";

/**
 * Caches, by event, the answers of turns whose commit met a conflict. After a conflict a turn reads again. If only a
 * summary was written meanwhile, the same answer is used: the model is not asked twice, and a streamed reply is not
 * withdrawn. An answer is dropped with its event.
 */
export function answerCache<A>() {
  const kept = new WeakMap<object, { readonly conversation: Conversation; readonly answer: A }>();
  return async (event: object, conversation: Conversation, ask: () => Promise<A>): Promise<A> => {
    const before = kept.get(event);
    if (before && differOnlyBySummary(before.conversation, conversation)) return before.answer;
    const answer = await ask();
    kept.set(event, { conversation, answer });
    return answer;
  };
}

/** True when the change is a summary's: it removes the oldest messages and adds its cost. */
export function differOnlyBySummary(before: Conversation, after: Conversation): boolean {
  const folded = before.recent.length - after.recent.length;
  if (folded < 0 || !isDeepStrictEqual(before.recent.slice(folded), after.recent)) return false;
  const rest = ({ recent: _recent, summary: _summary, spent, ...others }: Conversation) => ({
    ...others,
    turns: spent.turns,
  });
  return isDeepStrictEqual(rest(before), rest(after));
}
