import { type ChannelMessage, channelMessageKind } from "../../shared/channels/channel-message.ts";
import { isCarried, providerOf } from "../../shared/channels/provider-of.ts";
import { splitText } from "../../shared/channels/split-text.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import type { Content, TemplateUse } from "../../shared/events/index.ts";
import type { Send } from "../../shared/runtime/step.ts";
import type { Conversation, Delivery } from "./conversation.ts";
import { isSilenced } from "./opt-out.ts";

/** WhatsApp through Twilio and SMS both refuse longer bodies (Twilio error 21617). */
const twilioBodyLength = 1_600;

export interface OutboundMessage {
  readonly id: string;
  readonly turnId: string;
  readonly content: Content;
  /** What is sent where the channel takes no free text any more. */
  readonly template?: TemplateUse | null;
  /** Who says it: some channels let a person write when the agent may not any more. Default: the agent. */
  readonly by?: "agent" | "operator" | "platform";
}

export interface Outbound {
  /** One for each part the channel needs. */
  readonly sends: readonly Send[];
  /** Why nothing is sent, as a stable word; null where something is, or where the answer goes back as it came. */
  readonly withheld: string | null;
}

/**
 * What to hand to the channel's provider for one message to the customer. Web chat and voice have none: their answer
 * goes back the way the question came. Pure.
 */
export function sendsFor(
  conversation: Conversation,
  message: OutboundMessage,
  config: TenantConfig,
  _now: Date,
): Outbound {
  const { channel, accountAddress } = conversation;
  if (!isCarried(channel)) return { sends: [], withheld: null };
  if (isSilenced(conversation, message)) return { sends: [], withheld: "opted-out" };
  const { provider, account, address } = providerOf(config, channel, accountAddress);
  if (address === null) return { sends: [], withheld: null };
  const sends = splitText(message.content.text, twilioBodyLength).map((text, part) => {
    const payload: ChannelMessage = {
      conversationId: conversation.id,
      turnId: message.turnId,
      messageId: message.id,
      part,
      channel,
      provider,
      account,
      from: address,
      to: conversation.customer.address,
      content: { type: "text", text },
      fallback: null,
      byPerson: false,
      thread: conversation.thread,
      config: conversation.config,
      knownProviderIds: conversation.recent.flatMap((earlier) => earlier.delivery?.providerMessageIds ?? []),
    };
    return { id: `${message.id}.${part}`, kind: channelMessageKind, payload };
  });
  return { sends, withheld: null };
}

/** The delivery of a message that was decided and may not be sent: failed at once, with the reason. */
export function withheldDelivery(reason: string | null): Delivery | null {
  return reason === null ? null : { status: "failed", providerMessageIds: [], errorCode: reason };
}
