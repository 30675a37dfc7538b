import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import { type CallRequested, callDialDue, callRequested } from "../../../../shared/events/calls.ts";
import type { Purpose } from "../../../../shared/events/outreach/messages.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { type CallRecord, calls, newCall } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";
import { carrierUsdPerMinute } from "../record/carrier-price.ts";
import { planAttempt } from "../record/end-call.ts";

const briefingKept = 5_000;

type Planned = Pick<
  CallRecord,
  "customerId" | "accountAddress" | "transport" | "carrierUsdPerMinute" | "retentionDays" | "recordingDays"
>;

/** Records the wish to call somebody and plans the first attempt. A repeated wish changes nothing. */
export function requestCallStep(dependencies: CallDependencies) {
  return step<CallRequested, CallRecord, Planned | undefined>({
    name: "calls-request",
    on: callRequested,
    schedules: [callDialDue],
    document: calls,
    documentId: ({ data }) => data.callId,

    async gather(before, { tenantId, data }) {
      if (before) return undefined;
      const [{ config }, ids] = await Promise.all([
        currentConfig(dependencies, tenantId, data.configName),
        dependencies.platform.documents.ids(tenantId),
      ]);
      const settings = voiceSettings(config, "voice");
      const { recordDays, recording, telephony } = settings;
      return {
        customerId: customerIdOf(ids, "voice", data.customerAddress),
        accountAddress: telephony.phoneNumbers[0] ?? null,
        transport: dependencies.transport,
        carrierUsdPerMinute: carrierUsdPerMinute(settings, "outbound"),
        retentionDays: recordDays,
        recordingDays: recording?.retentionDays ?? recordDays,
      };
    },

    decide(before, { data }, planned, now) {
      if (before || !planned) return undefined;
      const { callId, reference, customerAddress, customerName, configName, notBefore } = data;
      const briefing = data.briefing === null ? null : clip(data.briefing, briefingKept);
      const call: CallRecord = {
        ...newCall(callId, now.toISOString()),
        ...planned,
        direction: "outbound",
        reference,
        customerAddress,
        customerName,
        configName,
        briefing,
        purpose: data.purpose ?? purposeOf[reference.kind],
        atTheirTime: data.atTheirTime ?? false,
      };
      const at = notBefore === null ? now : new Date(Math.max(now.getTime(), Date.parse(notBefore)));
      return planAttempt(call, at, null, now);
    },
  });
}

/** Where the wish does not say: what nobody asked for needs the consent that marketing needs. */
const purposeOf: Readonly<Record<CallRequested["reference"]["kind"], Purpose>> = {
  callback: "transactional",
  requested: "service",
  campaign: "marketing",
  "follow-up": "marketing",
};
