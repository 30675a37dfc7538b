import { splitText } from "../../shared/channels/split-text.ts";
import { type TwilioMessage, twilioMessageKind } from "../../shared/channels/twilio-message.ts";
import type { Send } from "../../shared/runtime/step.ts";
import type { Conversation } from "./conversation.ts";

/** WhatsApp through Twilio and SMS both refuse longer bodies (Twilio error 21617). */
const twilioBodyLength = 1_600;

/**
 * What to hand to the channel's provider for one message of the agent: one send for each part the channel needs.
 * Web chat and voice have none: their answer goes back the way the question came.
 */
export function sendsFor(
  conversation: Conversation,
  message: { readonly id: string; readonly turnId: string; readonly text: string },
): Send[] {
  const { channel, accountAddress } = conversation;
  if (channel !== "whatsapp" && channel !== "sms") return [];
  if (accountAddress === null) return [];
  return splitText(message.text, twilioBodyLength).map((body, part) => {
    const payload: TwilioMessage = {
      conversationId: conversation.id,
      turnId: message.turnId,
      messageId: message.id,
      channel,
      from: accountAddress,
      to: conversation.customer.address,
      body,
      config: conversation.config,
      knownProviderIds: conversation.recent.flatMap((earlier) => earlier.delivery?.providerMessageIds ?? []),
    };
    return { id: `${message.id}.${part}`, kind: twilioMessageKind, payload };
  });
}
