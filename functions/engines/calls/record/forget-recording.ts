import { type RecordingExpired, recordingExpired } from "../../../../shared/events/calls.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type CallRecord, calls } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";

/** Deletes a recording when the tenant's time for it is over. */
export function forgetRecordingStep({ platform: { blobs } }: Pick<CallDependencies, "platform">) {
  return step<RecordingExpired, CallRecord>({
    name: "calls-forget-recording",
    on: recordingExpired,
    document: calls,
    documentId: ({ data }) => data.callId,

    async gather(_call, { tenantId, data }) {
      await blobs.delete(tenantId, data.blob);
      return undefined;
    },

    decide(call, { data }, _gathered, now) {
      if (call?.recording?.blob !== data.blob) return undefined;
      return { document: { ...call, recording: null, updatedAt: now.toISOString() } };
    },
  });
}
