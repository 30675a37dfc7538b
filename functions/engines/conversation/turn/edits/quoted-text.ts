import { clip } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import type { MessageDetails } from "../../../../../shared/events/index.ts";
import type { Conversation } from "../../conversation.ts";

const mostCharacters = 600;

/**
 * The details with the words of the quoted message, where this conversation still holds it. Our messages are found by the
 * provider's id, the customer's by ours. Pure.
 */
export function withQuotedText(
  details: MessageDetails | undefined,
  { recent, pending }: Pick<Conversation, "recent" | "pending">,
): MessageDetails | undefined {
  const quoted = details?.quoted;
  if (!quoted) return details;
  const known = recent.find(
    ({ id, delivery }) =>
      id === quoted.messageId || delivery?.providerMessageIds.includes(quoted.providerMessageId) === true,
  );
  const waiting = pending.find(({ id }) => id === quoted.messageId);
  const found = known ?? (waiting && { role: "customer" as const, text: waiting.text });
  if (!found || found.text === "") return details;
  return { ...details, quoted: { ...quoted, text: clip(found.text, mostCharacters), by: found.role } };
}
