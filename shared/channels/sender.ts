import type { Sender } from "../runtime/outbox.ts";
import { ChannelMessage, type ProviderName } from "./channel-message.ts";
import type { ProviderReport } from "./send-report.ts";

/** Hands a part to one provider. As `Sender`, for a payload that has been read. */
export type ProviderSender = (
  message: ChannelMessage,
  send: Omit<Parameters<Sender>[0], "payload">,
) => Promise<ProviderReport>;

/** The sender of `channel-message`: each part goes to its provider's. */
export function channelSender(providers: Readonly<Record<ProviderName, ProviderSender>>): Sender {
  return async ({ payload, ...send }) => {
    const message = ChannelMessage.parse(payload);
    return providers[message.provider](message, send);
  };
}
