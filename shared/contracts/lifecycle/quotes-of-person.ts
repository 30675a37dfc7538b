import type { AutomationQuote } from "../../events/lifecycle/automation.ts";
import { mentions, type Person } from "../../platform/personal-data.ts";

/**
 * Whether a text is this person's: it begins with the mark of one of their conversations, or mentions the person. `begins`: the
 * text, or the id of a scenario. `texts`: all that it says.
 */
export function quotesOfPerson(quoted: readonly AutomationQuote[], person: Person) {
  const marks = marksOf(quoted, person);
  return (begins: string, texts: unknown) => marks.some((mark) => begins.startsWith(mark)) || mentions(texts, person);
}

export function hasQuotesOf(quoted: readonly AutomationQuote[], person: Person): boolean {
  return marksOf(quoted, person).length > 0;
}

export function withoutQuotesOf(quoted: readonly AutomationQuote[], { conversationIds }: Person): AutomationQuote[] {
  return quoted.filter(({ conversationId }) => !conversationIds.includes(conversationId));
}

function marksOf(quoted: readonly AutomationQuote[], { conversationIds }: Person): readonly string[] {
  return quoted.flatMap(({ mark, conversationId }) => (conversationIds.includes(conversationId) ? [mark] : []));
}
