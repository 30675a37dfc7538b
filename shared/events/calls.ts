import { z } from "zod";
import { eventType } from "./event-type.ts";
import { Purpose } from "./outreach/messages.ts";

export const CallDirection = z.literal(["inbound", "outbound", "web"]);
export type CallDirection = z.infer<typeof CallDirection>;

/** Why somebody is called: a callback they asked for, a campaign, a follow-up, or a request through the API. */
export const CallPurpose = z.literal(["callback", "campaign", "follow-up", "requested"]);
export type CallPurpose = z.infer<typeof CallPurpose>;

/**
 * How a call came out. `completed`: both spoke. `abandoned`: the caller left before the agent spoke. `refused`: the
 * platform took no call (unknown number, no capacity, no permission). `failed`: a fault ended it.
 */
export const CallOutcome = z.literal([
  "completed",
  "transferred",
  "voicemail",
  "no-answer",
  "busy",
  "declined",
  "abandoned",
  "refused",
  "failed",
]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** The part of the product that asked for a call, and its own id for it. */
export const CallReference = z.object({ kind: CallPurpose, id: z.string() });
export type CallReference = z.infer<typeof CallReference>;

/** Somebody is to be called. One `callId` is dialled by one chain of attempts. */
export const callRequested = eventType(
  "call-requested",
  z.object({
    callId: z.string(),
    reference: CallReference,
    /** E.164. */
    customerAddress: z.string(),
    customerName: z.string().nullable(),
    configName: z.string().nullable(),
    /** What the call is about, for the agent; written by the platform or an operator, never by customers. */
    briefing: z.string().nullable(),
    /** ISO time before which nobody is dialled; null: at once. */
    notBefore: z.string().nullable(),
    /** Which rules of consent apply. Absent: those of the reference's kind (functions/engines/calls). */
    purpose: Purpose.optional(),
    /** The customer chose the time, so hours and weekdays of calls do not apply. */
    atTheirTime: z.boolean().optional(),
  }),
);
export type CallRequested = z.infer<typeof callRequested.schema>;

/** What a component of a call used, for its cost: seconds of sound, characters of speech, tokens of a model. */
export const CallUsage = z.object({
  component: z.literal(["transport", "telephony", "stt", "tts", "model", "realtime"]),
  provider: z.string(),
  model: z.string(),
  unit: z.literal(["seconds", "characters", "input-tokens", "output-tokens"]),
  quantity: z.number().nonnegative(),
});
export type CallUsage = z.infer<typeof CallUsage>;

/** What happened in a call, told by the agent's process, by LiveKit's webhooks or by the platform itself. */
export const CallReport = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("opened"),
    direction: CallDirection,
    /** Null for a web call over a socket, which has no room. */
    room: z.string().nullable(),
    /** E.164 for telephone calls, the visitor's session for web calls; null when the number was withheld. */
    customerAddress: z.string().nullable(),
    /** The tenant's own number. */
    accountAddress: z.string().nullable(),
    configName: z.string().nullable(),
  }),
  z.object({ type: z.literal("caller-joined"), identity: z.string() }),
  z.object({ type: z.literal("caller-left"), identity: z.string(), reason: z.string().nullable() }),
  z.object({ type: z.literal("agent-joined"), identity: z.string() }),
  z.object({ type: z.literal("agent-left"), identity: z.string() }),
  /** Its process died. LiveKit shows it in the room for twenty seconds more. */
  z.object({ type: z.literal("agent-lost"), identity: z.string() }),
  /** The agent's session began: which conversation it writes, with which configuration, in which mode. */
  z.object({
    type: z.literal("session-started"),
    /** The agent, as LiveKit names it; null in a call without a room. */
    identity: z.string().nullable(),
    conversationId: z.string(),
    configName: z.string(),
    configVersion: z.number().int(),
    mode: z.literal(["pipeline", "realtime"]),
  }),
  z.object({ type: z.literal("greeted"), afterMs: z.number().nonnegative() }),
  z.object({ type: z.literal("mode-changed"), mode: z.literal(["pipeline", "realtime"]), reason: z.string() }),
  z.object({ type: z.literal("answered-by"), who: z.literal(["human", "voicemail", "menu", "unknown"]) }),
  z.object({ type: z.literal("recorded"), blob: z.string(), durationMs: z.number().nonnegative() }),
  z.object({ type: z.literal("session-ended"), reason: z.string(), usage: z.array(CallUsage).max(20) }),
  z.object({ type: z.literal("room-finished") }),
  z.object({ type: z.literal("dial-failed"), outcome: CallOutcome, code: z.string() }),
]);
export type CallReport = z.infer<typeof CallReport>;

/** A report of one call. Reports come late, twice and in any order. */
export const callReported = eventType(
  "call-reported",
  z.object({
    callId: z.string(),
    at: z.string(),
    /** Where it happened, if LiveKit tells it: each attempt to reach somebody has a room of its own. */
    room: z.string().optional(),
    report: CallReport,
  }),
);
export type CallReported = z.infer<typeof callReported.schema>;

/** The next attempt to reach somebody is due. An event of another attempt is void. */
export const callDialDue = eventType("call-dial-due", z.object({ callId: z.string(), attempt: z.number().int() }));
export type CallDialDue = z.infer<typeof callDialDue.schema>;

/**
 * It is time to ask LiveKit how a call stands. `agent`: whether a caller waits without an agent; `look` numbers these
 * checks, and an earlier one is void. `end`: whether the room is gone and nobody said so.
 */
export const callCheckDue = eventType(
  "call-check-due",
  z.object({ callId: z.string(), check: z.literal(["agent", "end"]), look: z.number().int() }),
);
export type CallCheckDue = z.infer<typeof callCheckDue.schema>;

/** Somebody ends a call, or calls off one that was not made yet. */
export const callEndRequested = eventType("call-end-requested", z.object({ callId: z.string(), by: z.string() }));
export type CallEndRequested = z.infer<typeof callEndRequested.schema>;

/** A recording has been kept for as long as the tenant wants. */
export const recordingExpired = eventType("recording-expired", z.object({ callId: z.string(), blob: z.string() }));
export type RecordingExpired = z.infer<typeof recordingExpired.schema>;

/**
 * An attempt came to nothing, or could not be made now: the next one waits until a time. One that waits only for a free
 * line is not told of.
 */
export const callDeferred = eventType(
  "call-deferred",
  z.object({
    callId: z.string(),
    reference: CallReference.nullable(),
    /** A stable code such as busy, no-answer or calling-hours. */
    reason: z.string(),
    until: z.string(),
    /** How many were made. */
    attempts: z.number().int(),
  }),
);
export type CallDeferred = z.infer<typeof callDeferred.schema>;

/** A call is over, with all its attempts. */
export const callEnded = eventType(
  "call-ended",
  z.object({
    callId: z.string(),
    direction: CallDirection,
    reference: CallReference.nullable(),
    conversationId: z.string().nullable(),
    outcome: CallOutcome,
    /** A stable code of why; null where the outcome says it all. */
    reason: z.string().nullable().optional(),
    /** How often somebody was dialled; 0 for calls that came in. */
    attempts: z.number().int().optional(),
    durationMs: z.number().nonnegative(),
  }),
);
export type CallEnded = z.infer<typeof callEnded.schema>;

/** The agent said something in a call that answers nothing, such as the greeting. */
export const agentSpoke = eventType(
  "agent-spoke",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    channel: z.literal(["voice", "web_voice"]),
    accountAddress: z.string().nullable(),
    customerAddress: z.string(),
    configName: z.string().nullable(),
    text: z.string(),
    /** An operator said it, with their own voice in the call's room. */
    byOperator: z.boolean().optional(),
  }),
);
export type AgentSpoke = z.infer<typeof agentSpoke.schema>;

/** The ends of an agent's session that end the call. After any other, another agent is sent to a caller who waits. */
export const finalReasons: ReadonlySet<string> = new Set([
  "caller-left",
  "agent-hung-up",
  "caller-silent",
  "duration-reached",
  "transferred",
]);
