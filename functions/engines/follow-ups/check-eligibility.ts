import { accountAddressOf, needsAccount } from "../../../shared/channels/addresses/recipient.ts";
import type { ChannelSections } from "../../../shared/channels/config.ts";
import { channels, isAddressKindOf, isSpoken } from "../../../shared/channels/definitions.ts";
import type { ConversationSummary } from "../../../shared/contracts/conversation/conversation-summary.ts";
import type { Customer } from "../../../shared/customers/customer.ts";
import { identityOf } from "../../../shared/customers/identity.ts";
import type { ChannelType, Recipient } from "../../../shared/events/index.ts";
import { isDialable } from "../../../shared/voice/call.ts";
import type { FollowUp } from "./follow-up.ts";

/** The data that decides whether a due follow-up is sent. */
export interface EligibilitySnapshot {
  /** The follow-up's conversation; undefined if none exists yet. */
  readonly conversation: ConversationSummary | undefined;
  /** Read only if the requested channel differs from the recipient's channel. */
  readonly customer: Customer | undefined;
  readonly config: ChannelSections;
  /** Absent: the agent makes no calls. */
  readonly calling?: {
    /** The agent keeps callbacks itself. */
    readonly callsBack: boolean;
  };
}

export type EligibilityDecision =
  | { readonly type: "ask"; readonly recipient: Recipient }
  /** A person must call the customer; no message is sent. */
  | { readonly type: "call"; readonly conversationId: string }
  /** The agent calls the customer. */
  | { readonly type: "dial"; readonly recipient: Recipient }
  | { readonly type: "later"; readonly reason: string; readonly until: Date }
  | { readonly type: "no"; readonly reason: string };

/**
 * Decides from the conversation whether a due follow-up is still wanted. Consent, opt-out, quiet hours, the frequency cap
 * and the channel's window are checked when the message is sent. Pure.
 */
export function checkEligibility(
  followUp: FollowUp,
  { conversation, customer, config, calling }: EligibilitySnapshot,
  now: Date,
): EligibilityDecision {
  if (followUp.kind === "callback") {
    const number = calling?.callsBack ? addressOn("voice", followUp.recipient, customer) : undefined;
    if (number !== undefined && isDialable(number))
      return { type: "dial", recipient: onTelephone(followUp.recipient, number) };
    return conversation ? { type: "call", conversationId: conversation.id } : no("conversation-unknown");
  }
  if (conversation) {
    const { booking, lastInboundAt, status } = conversation;
    if (followUp.whileBooking !== null && booking?.id !== followUp.whileBooking) return no("booking-completed");
    if (followUp.unlessWrittenSince !== null && (lastInboundAt ?? "") > followUp.unlessWrittenSince)
      return no("customer-wrote");
    if (status === "escalated") return no("with-a-person");
    if (status === "resolved" && followUp.whileBooking !== null) return no("conversation-closed");
    const silentFrom = lastInboundAt === null ? 0 : Date.parse(lastInboundAt) + followUp.silentForSeconds * 1_000;
    if (silentFrom > now.getTime()) return { type: "later", reason: "customer-active", until: new Date(silentFrom) };
  }
  const recipient = reachableRecipient(followUp, customer, config);
  if (recipient === undefined) return no("no-address");
  if (recipient.channel === "voice" && calling)
    return isDialable(recipient.address) ? { type: "dial", recipient } : no("no-address");
  if (isSpoken(recipient.channel)) return no("channel-unavailable");
  return { type: "ask", recipient };
}

function onTelephone({ name }: Recipient, address: string): Recipient {
  return { channel: "voice", accountAddress: null, address, name };
}

function no(reason: string): EligibilityDecision {
  return { type: "no", reason };
}

/**
 * The requested channel, if the customer has an address and the tenant an account there; otherwise the recipient's own
 * channel. Undefined if neither can be used.
 */
function reachableRecipient(
  followUp: FollowUp,
  customer: Customer | undefined,
  config: EligibilitySnapshot["config"],
): Recipient | undefined {
  const { recipient, channel } = followUp;
  if (channel === recipient.channel) return ifUsable(recipient);
  const address = addressOn(channel, recipient, customer);
  const there = address && {
    channel,
    address,
    accountAddress: accountAddressOf(config, channel),
    name: recipient.name,
  };
  return (there ? ifUsable(there) : undefined) ?? (isSpoken(recipient.channel) ? undefined : ifUsable(recipient));
}

function ifUsable(recipient: Recipient): Recipient | undefined {
  return needsAccount(recipient.channel) && recipient.accountAddress === null ? undefined : recipient;
}

function addressOn(channel: ChannelType, known: Recipient, customer: Customer | undefined): string | undefined {
  const { vouched } = channels[channel].identity;
  if (!vouched) return undefined;
  const isOn = ({ kind }: { readonly kind: string }) => isAddressKindOf(channel, kind);
  if (isOn(identityOf(known.channel, known.address))) return known.address;
  // A claimed address may be somebody else's.
  return customer?.identities.find((identity) => isOn(identity) && identity.verified)?.value;
}
