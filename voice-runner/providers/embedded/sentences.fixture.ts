/** What callers of a clinic say, in ten sentences. */
export const callersSentences: readonly string[] = [
  "I would like to book a blood test for Monday morning.",
  "How much does the full body checkup cost?",
  "Do I need to fast before the test?",
  "Can you send the report to my doctor?",
  "I want to speak to a person please.",
  "My appointment is on the third of December.",
  "What time does the clinic open tomorrow?",
  "Please cancel my booking for this evening.",
  "Is there any discount for senior citizens?",
  "Thank you very much, goodbye.",
];

/** Words that are wrong, missing or too many, by the fewest edits. */
export function wordErrors(said: string, heard: string): { readonly errors: number; readonly words: number } {
  const wordsOf = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9 ]/g, "")
      .split(/\s+/)
      .filter(Boolean);
  const [from, to] = [wordsOf(said), wordsOf(heard)];
  let row = to.map((_, index) => index + 1);
  row.unshift(0);
  from.forEach((word, at) => {
    const next = [at + 1];
    to.forEach((other, column) => {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    });
    row = next;
  });
  return { errors: row[to.length] ?? 0, words: from.length };
}
