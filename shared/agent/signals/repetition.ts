/** Minimum words of a repetition. Shorter messages, such as "yes" or "ok thanks", do not count. */
const minWords = 3;
/** Minimum share of words that two similar messages have in common. */
const minSharedWords = 0.8;
/** Number of earlier messages that are compared. */
const comparedMessages = 6;

/**
 * Whether the conversation repeats itself: the customer asks the same question again, or the agent gave the same answer
 * twice in a row. Compares words, so a reordered question counts. Uses no model.
 */
export function isRepetitive(turn: {
  readonly messages: readonly string[];
  /** The customer's earlier messages, oldest first. */
  readonly earlier: readonly string[];
  /** The agent's messages, oldest first. */
  readonly answers: readonly string[];
}): boolean {
  const before = turn.earlier.slice(-comparedMessages);
  const isRepeatedQuestion = turn.messages.some((message) => before.some((other) => sameWords(message, other)));
  const [answer, previous] = [turn.answers.at(-1), turn.answers.at(-2)];
  return isRepeatedQuestion || (answer !== undefined && previous !== undefined && sameWords(answer, previous));
}

function sameWords(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size < minWords || b.size < minWords) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared) >= minSharedWords;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, 1_000)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu),
  );
}
