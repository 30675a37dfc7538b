import { clip } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import type { MessageReceived, Unanswered } from "../../../../../shared/events/index.ts";
import type { Conversation } from "../../conversation.ts";
import { isBotLoop, isLeftSilent } from "../loops/bot-loop.ts";
import { isVerificationCode, machineSender } from "./machine-sms.ts";
import { isSmsReaction } from "./sms-reaction.ts";

/**
 * Why the customer's message is kept without an answer; undefined for a message that is answered. A pressed button and
 * a file are always answered. Pure.
 */
export function whyUnanswered(
  conversation: Pick<Conversation, "recent"> | undefined,
  message: MessageReceived,
  at: string,
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
  return conversation && isLeftSilent(channel) && isBotLoop(conversation, text, at) ? "repeated" : undefined;
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
