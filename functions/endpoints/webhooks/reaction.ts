import type { MessageReceived } from "../../../shared/events/index.ts";

/** A reaction as a message that is kept and not answered. */
export type ReadReaction = Pick<MessageReceived, "text" | "choiceId" | "attachments" | "unanswered" | "reactsTo">;

const mostCharacters = 40;

/** `mark` is an emoji or its name; undefined for a reaction taken back. */
export function reaction(mark: string | undefined, reactsTo: string | undefined): ReadReaction {
  const text = mark ? `[Reaction] ${mark.slice(0, mostCharacters)}` : "[Reaction removed]";
  return { text, choiceId: null, attachments: [], unanswered: "reaction", reactsTo };
}
