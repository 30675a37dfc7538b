import { marketingPreferenceReported, optOutReported } from "../../events/index.ts";
import type { Bus } from "../../platform/bus.ts";
import { envelopeOf } from "../../runtime/envelope.ts";
import { deriveId } from "../../runtime/ids.ts";
import type { ProviderSender } from "../sending/sender.ts";
import { saysMarketingRefused, saysOptedOut } from "./provider-codes.ts";

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
    const at = deps.now();
    const { tenantId } = about;
    const id = deriveId("refused", tenantId, messageId, String(part));
    const common = { id, tenantId, key: conversationId, at };
    const wording = `${provider}: ${errorCode}`;
    if (saysOptedOut(errorCode))
      await deps.bus.publish([
        envelopeOf(optOutReported, { ...common, data: { conversationId, channel, wording, message: null } }),
      ]);
    if (saysMarketingRefused(errorCode))
      await deps.bus.publish([
        envelopeOf(marketingPreferenceReported, {
          ...common,
          data: { channel, address: to, name: null, granted: false, wording, at: at.toISOString() },
        }),
      ]);
    return report;
  };
}
