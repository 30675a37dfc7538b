import type { ChannelType } from "../events/index.ts";
import type { ChannelSections } from "./config.ts";

/** False where the tenant has its files sent as links. */
export function takesMedia({ channels }: ChannelSections, channel: ChannelType): boolean {
  const output = channels.output.find(({ type, enabled }) => type === channel && enabled);
  return output && "media_support" in output.config ? output.config.media_support : true;
}

/** Whether the tenant's channel asks for the customer's yes to unasked messages. */
export function requiresOptIn({ channels }: ChannelSections, channel: ChannelType): boolean {
  return channels.output.some(
    ({ type, config }) => type === channel && "opt_in_required" in config && config.opt_in_required,
  );
}

/** As the tenant's output channel says; where it has none, what providers take of everyone. */
export function messagesPerSecond({ channels }: ChannelSections, channel: ChannelType): number {
  const output = channels.output.find(({ type }) => type === channel);
  return output && "max_per_second" in output.config ? output.config.max_per_second : 80;
}
