import { type CallEndRequested, callEnded, callEndRequested } from "../../../../shared/events/calls.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type CallRecord, calls } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";
import { endCall, outcomeOf } from "./end-call.ts";

/** Ends a call for everybody in it, or calls off one that was not made yet. A call that has ended stays as it is. */
export function endCallStep(dependencies: CallDependencies) {
  return step<CallEndRequested, CallRecord>({
    name: "calls-end",
    on: callEndRequested,
    publishes: [callEnded],
    document: calls,
    documentId: ({ data }) => data.callId,

    async gather(call) {
      if (call?.status === "ended" || !call?.room) return undefined;
      const livekit = await dependencies.rooms();
      if (livekit.configured) await livekit.rooms.close(call.room);
      return undefined;
    },

    decide(call, { data }, _gathered, now) {
      if (!call || call.status === "ended") return undefined;
      const at = now.toISOString();
      const by = { ...call, endedBy: data.by };
      if (call.status === "open") return endCall(by, { outcome: outcomeOf(call), reason: "ended-by-operator", at });
      return endCall(by, { outcome: "refused", reason: "called-off", at });
    },
  });
}
