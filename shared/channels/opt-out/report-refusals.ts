import { marketingPreferenceReported, optOutReported, turnFailed } from "../../events/index.ts";
import type { Bus } from "../../platform/bus.ts";
import { envelopeOf } from "../../runtime/envelope.ts";
import { deriveId } from "../../runtime/ids.ts";
import type { ProviderSender } from "../sending/sender.ts";
import { saysMarketingRefused, saysOptedOut } from "./provider-codes.ts";

/** What it publishes. */
export const reportedRefusals = [optOutReported, marketingPreferenceReported, turnFailed];

/**
 * A sender that also reports what a provider's refusal says: that the customer wants nothing more, or no marketing, or that
 * an answer they wait for does not reach them, so that a person takes over. The report is published before the refusal is returned, so that it is not lost with this process.
 */
export function reportingRefusals(
  deps: { readonly bus: Pick<Bus, "publish">; readonly now: () => Date },
  send: ProviderSender,
): ProviderSender {
  return async (message, about) => {
    const report = await send(message, about);
    const { conversationId, channel, provider, to, messageId, turnId, part } = message;
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
    if (report.status === "failed" && message.isAnswer && turnId !== null && !isWish(errorCode))
      await deps.bus.publish([
        envelopeOf(turnFailed, {
          ...common,
          id: deriveId("answer-refused", tenantId, messageId, String(part)),
          data: { conversationId, message: null, refused: { turnId, errorCode: errorCode ?? "refused" } },
        }),
      ]);
    return report;
  };
}

/** The customer wants no message: nobody has to take over. */
function isWish(errorCode: string | null): boolean {
  return saysOptedOut(errorCode) || saysMarketingRefused(errorCode);
}
