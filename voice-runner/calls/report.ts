import type { Composition } from "../../functions/app/compose.ts";
import { type CallReport, callReported } from "../../shared/events/calls.ts";
import { envelopeOf } from "../../shared/runtime/envelope.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Call } from "../../shared/voice/call.ts";
import type { CallEvent } from "../session/call-session.ts";

/** What a session that begins tells the call's record. */
export type SessionFacts = Omit<Extract<CallReport, { readonly type: "session-started" }>, "type" | "identity">;

/** Tells the calls engine what happened. Resolves when the report is kept. */
export type ReportCall = (report: CallReport) => Promise<void>;

/** @param jobId LiveKit's id of this job: a second agent of the same call reports under ids of its own */
export function reporterOf(
  { platform: { bus }, now }: Pick<Composition, "platform" | "now">,
  { tenantId, callId }: Pick<Call, "tenantId" | "callId">,
  jobId: string,
): ReportCall {
  let reports = 0;
  return async (report) => {
    const at = now();
    const id = deriveId("call-report", callId, jobId, String(reports++));
    const data = { callId, at: at.toISOString(), report };
    await bus.publish([envelopeOf(callReported, { id, tenantId, key: callId, at, data })]);
  };
}

/** The report of an event that a call's record keeps. What was said stands in the conversation. */
export function reportOf(event: CallEvent): CallReport | undefined {
  switch (event.type) {
    case "greeted":
    case "mode-changed":
      return event;
    default:
      return undefined;
  }
}
