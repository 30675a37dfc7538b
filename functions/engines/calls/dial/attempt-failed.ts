import type { CallOutcome } from "../../../../shared/events/calls.ts";
import type { Decision } from "../../../../shared/runtime/step.ts";
import type { VoiceSettings } from "../../../../shared/voice/settings.ts";
import { type CallRecord, mostAttempts } from "../call.ts";
import { deferAttempt, endCall } from "../record/end-call.ts";
import { retryAfterMs } from "./retry-rules.ts";

export type AttemptRules = VoiceSettings["outbound"];

/**
 * An attempt to reach somebody came to nothing: the next one is planned by the tenant's rules, or the call is over. Pure.
 * @param rules undefined where nobody is dialled again
 */
export function attemptFailed(
  call: CallRecord,
  failed: { readonly outcome: CallOutcome; readonly code: string; readonly at: Date },
  rules: AttemptRules | undefined,
): Decision<CallRecord> {
  const { outcome, code, at } = failed;
  const now = at.toISOString();
  const running = call.attempts.at(-1);
  const begun = running?.outcome === null ? call.attempts.slice(0, -1) : call.attempts;
  const attempts = [...begun, { at: running?.outcome === null ? running.at : now, outcome, code }].slice(-mostAttempts);
  const next = { ...call, attempts };
  const waitMs = rules && retryAfterMs(outcome, attempts.length, rules);
  if (waitMs === undefined) return endCall(next, { outcome, reason: code, at: now });
  return deferAttempt(again(next), new Date(at.getTime() + waitMs), outcome, at);
}

/** The next attempt starts clean: what was heard and who was there belonged to this one. */
function again(call: CallRecord): CallRecord {
  return { ...call, room: null, participants: [], sessionStartedAt: null, greetedAfterMs: null, answeredBy: null };
}
