import { isWhatsappUserId } from "../channels/addresses/whatsapp-user-id.ts";
import { channels, isPhoneChannel } from "../channels/definitions.ts";
import type { ChannelType } from "../events/index.ts";
import type { RowContact } from "../tables/table-rows.ts";
import type { ToolCallContext } from "./tool.ts";

type Caller = Pick<ToolCallContext, "channel" | "customer">;

/**
 * The customer's address on `channel`, if the conversation's channel verifies it. WhatsApp, SMS and phone calls share
 * the number. An address from a web page or a claim is not verified.
 */
export function contactOf(caller: Caller, channel: ChannelType): string | undefined {
  if (caller.customer.claim !== undefined) return undefined;
  const sameKind = isPhoneChannel(channel) && isPhoneChannel(caller.channel);
  if (caller.channel !== channel && !sameKind) return undefined;
  if (caller.channel === channel && isWhatsappUserId(caller.customer.address)) return caller.customer.address;
  return sameKind ? phoneOf(caller) : caller.customer.address;
}

export function contactIdentityOf(caller: Caller): RowContact | undefined {
  const { address, claim } = caller.customer;
  if (claim !== undefined) return undefined;
  if (isPhoneChannel(caller.channel)) {
    const value = phoneOf(caller);
    return value === undefined ? undefined : { column: "phone", value };
  }
  return { column: channels[caller.channel].identity.column, value: address };
}

/** E.164, or undefined. */
function phoneOf({ customer }: Caller): string | undefined {
  const phone = customer.address.replace(/^whatsapp:/, "").replace(/[\s().-]/g, "");
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}
