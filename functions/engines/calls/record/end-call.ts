import {
  type CallOutcome,
  type CallUsage,
  callDeferred,
  callDialDue,
  callEnded,
} from "../../../../shared/events/calls.ts";
import { type Decision, type NewTask, newEvent } from "../../../../shared/runtime/step.ts";
import { callCost } from "../../../../shared/voice/call-cost.ts";
import { type CallRecord, durationMsOf } from "../call.ts";

/** How a call came out, from what its record says. Pure. */
export function outcomeOf({ sessions, answeredBy, greetedAfterMs }: CallRecord): CallOutcome {
  const reason = sessions.at(-1)?.reason;
  if (reason === "transferred") return "transferred";
  if (answeredBy === "voicemail") return "voicemail";
  if (greetedAfterMs !== null) return "completed";
  return reason === "speech-failed" ? "failed" : "abandoned";
}

/** Ends the call, with all its attempts. Its end is published once: nothing ends a call that has ended. */
export function endCall(
  call: CallRecord,
  { outcome, reason, at }: { readonly outcome: CallOutcome; readonly reason: string | null; readonly at: string },
): Decision<CallRecord> {
  const attempts = call.attempts.map((each) => (each.outcome === null ? { ...each, outcome } : each));
  const final = { status: "ended", outcome, reason, endedAt: at, dueAt: null, updatedAt: at } as const;
  const ended: CallRecord = { ...call, attempts, ...final };
  const { id: callId, direction, reference, conversationId } = ended;
  const how = { outcome, reason, attempts: attempts.length, durationMs: durationMsOf(ended) };
  const data = { callId, direction, reference, conversationId, ...how };
  return { document: withCost(ended), publish: [newEvent(callEnded, callId, data)] };
}

/** What the sessions used is reported late, too, so the cost of an ended call may still change. */
export function withCost(call: CallRecord): CallRecord {
  const { carrierUsdPerMinute } = call;
  const usage = [...call.sessions.flatMap((session) => session.usage), ...linesOf(call)];
  return { ...call, cost: callCost(usage, { carrierUsdPerMinute }) };
}

/** Who carries the sound is paid by its duration, which the agent's own report of what it used does not hold. */
function linesOf(call: CallRecord): readonly CallUsage[] {
  const quantity = durationMsOf(call) / 1_000;
  const { transport, direction } = call;
  if (quantity === 0 || transport === null) return [];
  const carried: CallUsage = { component: "transport", provider: transport, model: "room", unit: "seconds", quantity };
  if (direction === "web") return [carried];
  return [carried, { component: "telephony", provider: "sip", model: direction, unit: "seconds", quantity }];
}

/** The next attempt of an outbound call, at a time. */
export function planAttempt(call: CallRecord, at: Date, reason: string | null, now: Date): Decision<CallRecord> {
  const attempt = call.attempts.length + 1;
  const dueAt = at.toISOString();
  const planned: CallRecord = { ...call, status: "planned", dueAt, reason, updatedAt: now.toISOString() };
  return { document: planned, schedule: [dialTask(planned, attempt, at)] };
}

/** The same after an attempt that came to nothing, or at a time when nobody may be called: whoever asked is told. */
export function deferAttempt(call: CallRecord, at: Date, reason: string, now: Date): Decision<CallRecord> {
  const { id: callId, reference, attempts } = call;
  const data = { callId, reference, reason, until: at.toISOString(), attempts: attempts.length };
  return { ...planAttempt(call, at, reason, now), publish: [newEvent(callDeferred, callId, data)] };
}

/** A deferred attempt has a new time, and with it a name of its own: names are used once. */
function dialTask({ id }: CallRecord, attempt: number, at: Date): NewTask {
  const event = newEvent(callDialDue, id, { callId: id, attempt });
  return { ...event, name: `call-dial-${id}-${attempt}-${at.getTime()}`, at };
}
