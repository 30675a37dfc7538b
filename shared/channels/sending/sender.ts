import type { TenantId } from "../../platform/tenant.ts";
import type { Sender } from "../../runtime/outbox.ts";
import { describeSpan } from "../../telemetry/trace.ts";
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
    describeSpan(sendAttributes(message), `send ${message.channel}`);
    const report = await providers[message.provider](message, send);
    describeSpan(reportAttributes(report));
    return report;
  };
}

function sendAttributes({ provider, channel, conversationId }: ChannelMessage) {
  return {
    "messaging.system": provider,
    "messaging.operation.name": "send",
    "messaging.operation.type": "send",
    "messaging.destination.name": channel,
    "gen_ai.conversation.id": conversationId,
  };
}

/** Without the provider's id of the message: WhatsApp's ids hold the customer's number. */
function reportAttributes({ status, errorCode }: ProviderReport) {
  return { "agent_platform.send.status": status, ...(errorCode === null ? {} : { "error.type": errorCode }) };
}
