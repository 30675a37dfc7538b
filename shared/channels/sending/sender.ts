import type { TenantId } from "../../platform/tenant.ts";
import type { Sender } from "../../runtime/outbox.ts";
import { ChannelMessage, type ProviderName } from "./channel-message.ts";
import { createPace } from "./pace.ts";
import type { ProviderReport } from "./send-report.ts";

/** Sends a part through one provider: a `Sender` whose payload is already parsed. */
export type ProviderSender = (
  message: ChannelMessage,
  send: Omit<Parameters<Sender>[0], "payload">,
) => Promise<ProviderReport>;

/** The sender of `channel-message`: passes each part to its provider's sender, at the pace of the tenant's account. */
export function channelSender(
  providers: Readonly<Record<ProviderName, ProviderSender>>,
  perSecond: (tenantId: TenantId, message: ChannelMessage) => Promise<number>,
): Sender {
  const pace = createPace();
  return async ({ payload, ...send }) => {
    const message = ChannelMessage.parse(payload);
    const key = `${send.tenantId} ${message.provider} ${message.from}`;
    await pace(key, await perSecond(send.tenantId, message));
    return providers[message.provider](message, send);
  };
}
