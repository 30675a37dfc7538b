/** Words below which a message says too little to be a repetition: "yes", "ok thanks". */
const fewestWords = 3;
/** How many of the words two messages must share. */
const alike = 0.8;
/** How far back is looked. */
const messagesBack = 6;

/**
 * Whether the conversation turns in circles: the customer asks what they asked before, or the agent gave the same answer
 * twice in a row. By words, so that a rephrased question of the same words counts; no model.
 */
export function turnsInCircles(turn: {
  readonly messages: readonly string[];
  /** What the customer said before, oldest first. */
  readonly earlier: readonly string[];
  /** What the agent said, oldest first. */
  readonly answers: readonly string[];
}): boolean {
  const before = turn.earlier.slice(-messagesBack);
  const asked = turn.messages.some((message) => before.some((other) => sameWords(message, other)));
  const [answer, previous] = [turn.answers.at(-1), turn.answers.at(-2)];
  return asked || (answer !== undefined && previous !== undefined && sameWords(answer, previous));
}

function sameWords(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size < fewestWords || b.size < fewestWords) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared) >= alike;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, 1_000)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu),
  );
}
