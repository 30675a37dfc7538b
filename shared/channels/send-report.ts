import type { ChannelMessage } from "./channel-message.ts";

/** What a sender says of one part, as `SendReport` of the conversation reads it. */
export interface ProviderReport {
  readonly messageId: string;
  readonly status: "queued" | "sent" | "failed";
  readonly providerMessageId: string | null;
  readonly errorCode: string | null;
  /** The template that went instead of free text. */
  readonly template?: string;
  /** Of an SMS: how many it is paid as. */
  readonly segments?: number;
}

/** The provider has taken it; how far it comes is told by its webhooks. */
export function acceptedReport(
  { messageId, content }: ChannelMessage,
  providerMessageId: string | null,
  more: { readonly template?: string; readonly segments?: number } = {},
): ProviderReport {
  const template = content.type === "template" ? { template: content.name } : {};
  return { messageId, status: "queued", providerMessageId, errorCode: null, ...template, ...more };
}

/** It will not reach the customer; `errorCode` is the provider's, or a stable word of ours. */
export function refusedReport({ messageId }: ChannelMessage, errorCode: string): ProviderReport {
  return { messageId, status: "failed", providerMessageId: null, errorCode };
}
