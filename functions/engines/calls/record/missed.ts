import { accountAddressOf, conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { filledContent } from "../../../../shared/channels/templates/fill-text.ts";
import { templateUse } from "../../../../shared/channels/templates/template-use.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import { type CallEnded, callEnded } from "../../../../shared/events/calls.ts";
import { messageRequested } from "../../../../shared/events/outreach/messages.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { isDialable } from "../../../../shared/voice/call.ts";
import { type CallRecord, calls } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";

/** The caller spoke with nobody. */
const missed: ReadonlySet<CallEnded["outcome"]> = new Set(["abandoned", "failed"]);

/**
 * Writes to whoever called and reached nobody, where the tenant wants that. Consent, opt-outs and quiet hours hold as for
 * every message. Callers who are called back get none, nor do withheld numbers.
 */
export function missedCallStep(dependencies: CallDependencies) {
  return step<CallEnded, CallRecord, { readonly config: TenantConfig; readonly ids: TenantIds } | undefined>({
    name: "calls-missed",
    on: callEnded,
    publishes: [messageRequested],
    filter: ({ data: { direction, outcome } }) => direction === "inbound" && missed.has(outcome),
    document: calls,
    documentId: ({ data }) => data.callId,

    async gather(call, { tenantId }) {
      if (!call) return undefined;
      const [{ config }, ids] = await Promise.all([
        currentConfig(dependencies, tenantId, call.configName),
        dependencies.platform.documents.ids(tenantId),
      ]);
      return { config, ids };
    },

    decide(call, _event, gathered) {
      const wanted = gathered?.config.voice?.missed_call;
      if (!call || !gathered || !wanted || !isReachable(call, gathered.config)) return undefined;
      const { config, ids } = gathered;
      const { channel, message, template } = wanted;
      const address = call.customerAddress ?? "";
      const conversationId = conversationIdOf(ids, channel, address);
      const values = { client_name: config.client_name, customer_name: call.customerName, name: call.customerName };
      const request = newEvent(messageRequested, conversationId, {
        requestId: deriveId("missed-call", call.id),
        origin: { kind: "missed-call", id: call.id },
        purpose: "service",
        conversationId,
        recipient: { channel, accountAddress: accountAddressOf(config, channel), address, name: call.customerName },
        ...filledContent(message, values),
        template: templateUse(template === undefined ? undefined : { name: template, values: {} }, values),
        // Whoever has written in the meantime has found us.
        unlessWrittenSince: call.openedAt,
        configName: call.configName,
      });
      return { document: call, publish: [request] };
    },
  });
}

/** A short code or a withheld number takes no message, and somebody who is called back needs none. */
function isReachable({ customerAddress, reason }: CallRecord, { voice }: TenantConfig): boolean {
  const isCalledBack = reason === "no-agent" && voice?.on_lost_agent === "call_back";
  return !isCalledBack && isDialable(customerAddress);
}
