import type { ChannelType } from "../events/index.ts";
import type { ToolCallContext } from "./tool.ts";

type Caller = Pick<ToolCallContext, "channel" | "customer">;

const phoneChannels: readonly ChannelType[] = ["whatsapp", "sms", "voice"];

/**
 * The customer's address on `channel`, as far as the channel they came by vouches for it: WhatsApp, SMS and a
 * phone call share the number; what a web page says about itself proves nothing.
 */
export function contactOf(caller: Caller, channel: ChannelType): string | undefined {
  const sameKind = phoneChannels.includes(channel) && phoneChannels.includes(caller.channel);
  if (caller.channel !== channel && !sameKind) return undefined;
  return sameKind ? phoneOf(caller) : caller.customer.address;
}

/** A column that names a person, and the value of it that is this customer. */
export interface ContactIdentity {
  readonly column: "phone" | "email" | "instagram" | "session_id";
  readonly value: string;
}

export function contactIdentityOf(caller: Caller): ContactIdentity | undefined {
  const { address } = caller.customer;
  if (phoneChannels.includes(caller.channel)) {
    const value = phoneOf(caller);
    return value === undefined ? undefined : { column: "phone", value };
  }
  if (caller.channel === "email") return { column: "email", value: address };
  if (caller.channel === "instagram") return { column: "instagram", value: address };
  return { column: "session_id", value: address };
}

/** E.164, or undefined. */
function phoneOf({ customer }: Caller): string | undefined {
  const phone = customer.address.replace(/^whatsapp:/, "").replace(/[\s().-]/g, "");
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}
