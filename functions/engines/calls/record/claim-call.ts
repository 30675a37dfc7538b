import { type CallReport, callReported } from "../../../../shared/events/calls.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Call } from "../../../../shared/voice/call.ts";
import type { Composition } from "../../../app/compose.ts";
import { callDependencies } from "../dependencies.ts";
import { goneAgents } from "./apply-report.ts";
import { recordCallStep } from "./record.ts";

interface Claim extends Omit<Extract<CallReport, { readonly type: "session-started" }>, "type"> {
  /** LiveKit's id of the agent's job. */
  readonly jobId: string;
}

/**
 * Records that an agent begins its session, in this process and at once.
 * Two may come for one call, and the second leaves without a word.
 */
export async function claimCall(
  composition: Pick<Composition, "environment" | "platform" | "activeConfig" | "config" | "runner" | "now">,
  { tenantId, callId }: Pick<Call, "tenantId" | "callId">,
  { jobId, ...claim }: Claim,
): Promise<"first" | "after-another" | "not-ours"> {
  const at = composition.now();
  const data = { callId, at: at.toISOString(), report: { type: "session-started", ...claim } as const };
  const id = deriveId("session-started", callId, jobId);
  const event = envelopeOf(callReported, { id, tenantId, key: callId, at, data });
  const call = await composition.runner.run(recordCallStep(callDependencies(composition)), event);
  if (call?.agent !== claim.identity) return "not-ours";
  return goneAgents(call).size > 0 ? "after-another" : "first";
}
