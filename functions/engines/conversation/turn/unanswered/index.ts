import { clip } from "../../../../../shared/contracts/conversation-summary.ts";
import type { MessageReceived, Unanswered } from "../../../../../shared/events/index.ts";
import { normalized } from "../../../../../shared/schema/bounded-text.ts";
import type { Conversation } from "../../conversation.ts";
import { isVerificationCode, machineSender } from "./machine-sms.ts";
import { isSmsReaction } from "./sms-reaction.ts";

/**
 * Why the customer's message is kept without an answer; undefined for a message that is answered. A pressed button and
 * a file are always answered. Pure.
 */
export function whyUnanswered(
  conversation: Pick<Conversation, "recent"> | undefined,
  message: MessageReceived,
): Unanswered | undefined {
  const { channel, customerAddress, text, choiceId, attachments, unanswered } = message;
  if (unanswered !== undefined) return unanswered;
  if (channel === "sms") {
    const sender = machineSender(customerAddress);
    if (sender !== undefined) return sender;
  }
  if (choiceId !== null || attachments.length > 0) return undefined;
  if (channel === "sms" && isSmsReaction(text)) return "reaction";
  if (channel === "sms" && isVerificationCode(text)) return "verification-code";
  return messagingChannels.has(channel) && isRepeated(conversation, text) ? "repeated" : undefined;
}

const mostQuoted = 100;

/** A reaction's text, with the beginning of the message that it marks where that is known. Pure. */
export function withReaction(
  { recent }: Pick<Conversation, "recent">,
  { text, reactsTo }: Pick<MessageReceived, "text" | "reactsTo">,
): { readonly text: string } {
  const marked = recent.find(
    ({ delivery }) => reactsTo !== undefined && delivery?.providerMessageIds.includes(reactsTo),
  );
  return { text: marked ? `${text} to “${clip(marked.text, mostQuoted)}”` : text };
}

/** Where machines answer by themselves: away messages of phones and of other companies. Mail has its own rules. */
const messagingChannels: ReadonlySet<string> = new Set(["sms", "whatsapp", "instagram", "telegram"]);

/** The third of three equal messages in a row is not answered. */
const answeredRepeats = 2;
/** People repeat short texts: "hello?", "any news?". Automatic answers are sentences. */
const fewestCharacters = 30;
const fewestWords = 5;

function isRepeated(conversation: Pick<Conversation, "recent"> | undefined, text: string): boolean {
  const said = plain(text);
  if (said.length < fewestCharacters || said.split(" ").length < fewestWords) return false;
  const earlier = (conversation?.recent ?? []).filter(({ role }) => role === "customer").slice(-answeredRepeats);
  return earlier.length === answeredRepeats && earlier.every((message) => plain(message.text) === said);
}

/** Texts are compared without case, spaces and punctuation. A message in `recent` may have lost its end. */
function plain(text: string): string {
  return normalized(text.slice(0, 2_000), "NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
