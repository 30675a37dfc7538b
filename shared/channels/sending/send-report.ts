import type { ChannelMessage } from "./channel-message.ts";

/** A sender's report on one part; the conversation parses it as `SendReport`. */
export interface ProviderReport {
  readonly messageId: string;
  readonly status: "queued" | "sent" | "failed";
  readonly providerMessageId: string | null;
  readonly errorCode: string | null;
  /** The template that was sent instead of free text. */
  readonly template?: string;
  /** SMS: how many segments are billed. */
  readonly segments?: number;
}

/** The provider accepted the message. Its webhooks report the delivery. */
export function acceptedReport(
  { messageId, content }: ChannelMessage,
  providerMessageId: string | null,
  more: { readonly template?: string; readonly segments?: number } = {},
): ProviderReport {
  const template = content.type === "template" ? { template: content.name } : {};
  return { messageId, status: "queued", providerMessageId, errorCode: null, ...template, ...more };
}

/** The message will not reach the customer. `errorCode` is the provider's code or a stable word of ours. */
export function refusedReport({ messageId }: ChannelMessage, errorCode: string): ProviderReport {
  return { messageId, status: "failed", providerMessageId: null, errorCode };
}
