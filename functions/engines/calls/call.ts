import { z } from "zod";
import { CallStanding, callStandings } from "../../../shared/contracts/calls/call-standing.ts";
import { CallDirection, CallOutcome, CallReference, CallUsage } from "../../../shared/events/calls.ts";
import { Purpose } from "../../../shared/events/outreach/messages.ts";
import { byCustomer } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { CallCost } from "../../../shared/voice/call-cost.ts";

const Mode = z.literal(["pipeline", "realtime"]);

/** Somebody in the call's room. LiveKit's reports come in any order: a leaving may be known before the arrival. */
export const Participant = z.object({
  identity: z.string(),
  role: z.literal(["caller", "agent"]),
  /** The newest of each; a participant is there when it arrived after it left. */
  joinedAt: z.string().nullable(),
  leftAt: z.string().nullable(),
  /** LiveKit's reason of the leaving. */
  reason: z.string().nullable(),
});
export type Participant = z.infer<typeof Participant>;

/** One attempt to reach somebody. `outcome` is null while it lasts. */
const Attempt = z.object({ at: z.string(), outcome: CallOutcome.nullable(), code: z.string().nullable() });

/** Most participants, mode changes and sessions that a record keeps, newest last. */
export const entriesKept = 20;
export const mostAttempts = 10;

export const CallRecord = z.object({
  ...CallStanding.shape,
  direction: CallDirection,
  reference: CallReference.nullable(),
  purpose: Purpose,
  /** The customer named the time, so hours and weekdays of calls do not apply. */
  atTheirTime: z.boolean(),
  customerId: z.string().nullable(),
  /** E.164, or the visitor's session. Null: withheld. */
  customerAddress: z.string().nullable(),
  customerName: z.string().nullable(),
  accountAddress: z.string().nullable(),
  briefing: z.string().nullable(),
  configName: z.string().nullable(),
  configVersion: z.number().int().nullable(),
  mode: Mode.nullable(),
  modeChanges: z.array(z.object({ at: z.string(), mode: Mode, reason: z.string() })),
  participants: z.array(Participant),
  /** The agent that has the call: the first to begin its session, until it is gone. */
  agent: z.string().nullable(),
  /** The newest beginning of an agent's session, and every end with what it used. A replaced agent has its own. */
  sessionStartedAt: z.string().nullable(),
  sessions: z.array(z.object({ endedAt: z.string(), reason: z.string(), usage: z.array(CallUsage) })),
  greetedAfterMs: z.number().nullable(),
  answeredBy: z.literal(["human", "voicemail", "menu", "unknown"]).nullable(),
  recording: z.object({ blob: z.string(), durationMs: z.number() }).nullable(),
  attempts: z.array(Attempt),
  /** When the next attempt is due. */
  dueAt: z.string().nullable(),
  /** Agents that were sent for after the first. */
  redispatches: z.number().int(),
  /** Counts the checks for an agent; a check of an earlier number is void. */
  look: z.number().int(),
  openedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Who asked for the end. */
  endedBy: z.string().nullable(),
  outcome: CallOutcome.nullable(),
  /** A stable code of why it came out so; null where the outcome says it all. */
  reason: z.string().nullable(),
  cost: CallCost.nullable(),
  /** Whose servers carry the sound; null: no room, or not known yet. */
  transport: z.literal(["livekit-cloud", "livekit-self-hosted"]).nullable(),
  /** What the tenant's carrier charged when the call began, in US dollars; null: unknown. */
  carrierUsdPerMinute: z.string().nullable().default(null),
  /** The tenant's, when the call began. */
  retentionDays: z.number().int(),
  recordingDays: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CallRecord = z.infer<typeof CallRecord>;

const dayMs = 86_400_000;
/** What holds before the tenant's configuration is known, as when a report comes before the call's opening. */
const usualRetention = { retentionDays: 365, recordingDays: 90 };

/** The records of calls. What was said stands in the conversation. */
export const calls = ownedDocument<CallRecord>({
  name: callStandings.name,
  state: CallRecord,
  indexes: [
    ["createdAt desc"],
    ["status", "createdAt desc"],
    ["customerId", "createdAt desc"],
    ["conversationId", "createdAt desc"],
  ],
  confidential: true,
  expiry: ({ updatedAt, retentionDays }) => new Date(Date.parse(updatedAt) + retentionDays * dayMs),
  personal: {
    fields: ["state.customerAddress", "state.customerName", "state.briefing", "state.recording"],
    find: byCustomer("state.customerId", "state.createdAt desc"),
    files: ({ state }) => (state.recording ? [state.recording.blob] : []),
  },
});

export function newCall(id: string, at: string): CallRecord {
  return {
    id,
    direction: "inbound",
    status: "open",
    reference: null,
    purpose: "service",
    atTheirTime: false,
    customerId: null,
    customerAddress: null,
    customerName: null,
    accountAddress: null,
    briefing: null,
    configName: null,
    configVersion: null,
    conversationId: null,
    room: null,
    mode: null,
    modeChanges: [],
    participants: [],
    agent: null,
    sessionStartedAt: null,
    sessions: [],
    greetedAfterMs: null,
    answeredBy: null,
    recording: null,
    attempts: [],
    dueAt: null,
    redispatches: 0,
    look: 0,
    openedAt: null,
    endedAt: null,
    endedBy: null,
    outcome: null,
    reason: null,
    cost: null,
    transport: null,
    carrierUsdPerMinute: null,
    ...usualRetention,
    createdAt: at,
    updatedAt: at,
  };
}

export function isPresent({ joinedAt, leftAt }: Participant): boolean {
  return joinedAt !== null && (leftAt === null || leftAt < joinedAt);
}

/** Milliseconds from a caller's first arrival to the end; 0 where nobody came. */
export function durationMsOf({ participants, openedAt, endedAt, direction, sessionStartedAt }: CallRecord): number {
  const arrivals = participants.flatMap(({ role, joinedAt }) =>
    role === "caller" && joinedAt !== null ? [joinedAt] : [],
  );
  // A call without a room has no participants: it lasts from its session's beginning.
  const from = arrivals.sort()[0] ?? sessionStartedAt ?? (direction === "inbound" ? openedAt : null);
  return from === null || endedAt === null ? 0 : Math.max(0, Date.parse(endedAt) - Date.parse(from));
}
