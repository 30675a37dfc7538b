import { isDeepStrictEqual } from "node:util";
import type { Conversation } from "../conversation.ts";

/**
 * Answers of turns whose commit met a conflict, by their event. A turn looks again after a conflict. Where nothing but a
 * summary was written meanwhile the same answer stands: the model is not asked twice, and a streamed reply is not
 * withdrawn. An answer is forgotten with its event.
 */
export function keptAnswers<A>() {
  const kept = new WeakMap<object, { readonly conversation: Conversation; readonly answer: A }>();
  return async (event: object, conversation: Conversation, ask: () => Promise<A>): Promise<A> => {
    const before = kept.get(event);
    if (before && differOnlyBySummary(before.conversation, conversation)) return before.answer;
    const answer = await ask();
    kept.set(event, { conversation, answer });
    return answer;
  };
}

/** A summary takes the oldest messages off and adds what it cost. */
export function differOnlyBySummary(before: Conversation, after: Conversation): boolean {
  const folded = before.recent.length - after.recent.length;
  if (folded < 0 || !isDeepStrictEqual(before.recent.slice(folded), after.recent)) return false;
  const rest = ({ recent: _recent, summary: _summary, spent, ...others }: Conversation) => ({
    ...others,
    turns: spent.turns,
  });
  return isDeepStrictEqual(rest(before), rest(after));
}
