import { type CallCheckDue, callCheckDue } from "../../../../shared/events/calls.ts";
import { type NewTask, newEvent } from "../../../../shared/runtime/step.ts";
import type { CallRecord } from "../call.ts";
import { joinSeconds } from "../livekit/join-token.ts";

/** An agent joins within this time, or is sent for again. */
export const agentArrivesMs = 3_000;
/** After an agent's session the room ends within this time, or LiveKit's report of it was lost. */
export const roomEndsMs = 60_000;
/** Whoever got a token has joined within this time, or will not. */
const unusedMs = (joinSeconds + 60) * 1_000;
const hourMs = 3_600_000;

/** Asks after `afterMs` whether a caller waits without an agent. */
export function agentCheck(callId: string, look: number, now: Date, afterMs: number): NewTask {
  return task({ callId, check: "agent", look }, new Date(now.getTime() + afterMs));
}

/**
 * Asks whether the room is gone, for calls whose end nobody reports.
 * @param look how often it was asked
 */
export function endCheck({ id, attempts }: Pick<CallRecord, "id" | "attempts">, look: number, now: Date): NewTask {
  const due = task({ callId: id, check: "end", look }, new Date(now.getTime() + (look === 0 ? unusedMs : hourMs)));
  return { ...due, name: `call-end-${id}-${attempts.length}-${look}` };
}

/** The same, soon after a session's end. */
export function endCheckAfterSession(callId: string, sessions: number, now: Date): NewTask {
  const due = task({ callId, check: "end", look: 0 }, new Date(now.getTime() + roomEndsMs));
  return { ...due, name: `call-session-end-${callId}-${sessions}` };
}

function task(data: CallCheckDue, at: Date): NewTask {
  const { callId, check, look } = data;
  return { ...newEvent(callCheckDue, callId, data), name: `call-${check}-${callId}-${look}`, at };
}
