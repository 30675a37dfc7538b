import {
  type MarketingPreferenceReported,
  marketingPreferenceReported,
  type OptOutReported,
  optOutReported,
} from "../../events/index.ts";
import type { Bus } from "../../platform/bus.ts";
import { deriveId } from "../../runtime/ids.ts";
import type { ProviderSender } from "../sending/sender.ts";
import { saysMarketingRefused, saysOptedOut } from "./provider-codes.ts";

/** What it publishes. */
export const reportedRefusals = [optOutReported, marketingPreferenceReported];

/**
 * A sender that also reports what a provider's refusal says about the customer: that they want nothing more, or no
 * marketing. The report is published before the refusal is returned, so that it is not lost with this process.
 */
export function reportingRefusals(
  deps: { readonly bus: Pick<Bus, "publish">; readonly now: () => Date },
  send: ProviderSender,
): ProviderSender {
  return async (message, about) => {
    const report = await send(message, about);
    const { conversationId, channel, provider, to, messageId, part } = message;
    const { errorCode } = report;
    const occurredAt = deps.now().toISOString();
    const { tenantId } = about;
    const envelope = (type: string, data: OptOutReported | MarketingPreferenceReported) => ({
      ...{ type, tenantId, key: conversationId, causationId: null, occurredAt, data },
      id: deriveId("refused", tenantId, messageId, String(part)),
    });
    const wording = `${provider}: ${errorCode}`;
    if (saysOptedOut(errorCode))
      await deps.bus.publish([envelope(optOutReported.type, { conversationId, channel, wording, message: null })]);
    if (saysMarketingRefused(errorCode))
      await deps.bus.publish([
        envelope(marketingPreferenceReported.type, {
          ...{ channel, address: to, name: null, granted: false, wording, at: occurredAt },
        }),
      ]);
    return report;
  };
}
