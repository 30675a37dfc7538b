import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { CallReport } from "../../../../shared/events/calls.ts";
import { type CallRecord, entriesKept, isPresent, type Participant } from "../call.ts";

const reasonKept = 400;

/** What is read from elsewhere when a call opens. */
export interface OpeningFacts {
  readonly customerId: string | null;
  readonly transport: CallRecord["transport"];
  readonly carrierUsdPerMinute: string | null;
  readonly retentionDays: number;
  readonly recordingDays: number;
}

interface Reported {
  readonly at: string;
  readonly report: CallReport;
}

/**
 * The record with what a report says. Reports come late, twice and in any order: a repeat changes nothing, and an older
 * one never takes back what a newer said. Whether the call is over is decided elsewhere (`end-call.ts`). Pure.
 */
export function applyReport(call: CallRecord, { at, report }: Reported, facts: OpeningFacts | undefined): CallRecord {
  switch (report.type) {
    case "opened": {
      const { direction, customerAddress, accountAddress, configName } = report;
      // A call over the page's own connection has no room.
      const room = report.room === "" ? null : report.room;
      const known = { direction, room, customerAddress, accountAddress, configName: call.configName ?? configName };
      return { ...call, ...known, ...facts, openedAt: call.openedAt ?? at };
    }
    case "caller-joined":
      return withJoined(call, { identity: report.identity, role: "caller", at });
    case "agent-joined":
      return withJoined(call, { identity: report.identity, role: "agent", at });
    case "caller-left":
      return withLeft(call, { identity: report.identity, role: "caller", at, reason: report.reason });
    case "agent-left":
    case "agent-lost":
      return withLeft(call, { identity: report.identity, role: "agent", at, reason: null });
    case "session-started": {
      if (call.sessionStartedAt !== null && call.sessionStartedAt >= at) return call;
      const { identity, conversationId, configName, configVersion, mode } = report;
      if (isHeldByAnother(call, identity)) return call;
      const isChanged = call.modeChanges.some((change) => change.at > at);
      const newest = isChanged ? call.mode : mode;
      const begun = { agent: identity, mode: newest, sessionStartedAt: at };
      return { ...call, ...begun, conversationId, configName, configVersion };
    }
    case "session-ended": {
      if (call.sessions.some(({ endedAt }) => endedAt === at)) return call;
      const { usage } = report;
      const reason = clip(report.reason, reasonKept);
      const sessions = [...call.sessions, { endedAt: at, reason, usage }].sort(byTime("endedAt"));
      return { ...call, sessions: sessions.slice(-entriesKept) };
    }
    case "greeted":
      return { ...call, greetedAfterMs: call.greetedAfterMs ?? report.afterMs };
    case "mode-changed": {
      const { mode } = report;
      const reason = clip(report.reason, reasonKept);
      if (call.modeChanges.some((change) => change.at === at)) return call;
      const modeChanges = [...call.modeChanges, { at, mode, reason }].sort(byTime("at")).slice(-entriesKept);
      return { ...call, modeChanges, mode: modeChanges.at(-1)?.mode ?? mode };
    }
    case "answered-by":
      return { ...call, answeredBy: report.who };
    case "recorded":
      return { ...call, recording: { blob: report.blob, durationMs: report.durationMs } };
    case "room-finished":
    case "dial-failed":
      return call;
  }
}

/** Whether an agent's session runs: it began, and has not ended since. */
export function hasSession({ sessionStartedAt, sessions }: CallRecord): boolean {
  if (sessionStartedAt === null) return false;
  return sessions.every(({ endedAt }) => endedAt < sessionStartedAt);
}

/** Two agents may come for one call, because one that was late is sent for again. The first to begin keeps it. */
function isHeldByAnother(call: CallRecord, identity: string | null): boolean {
  if (!hasSession(call) || call.agent === null || call.agent === identity) return false;
  return !goneAgents(call).has(call.agent);
}

/** Agents that left or were lost, whatever LiveKit still shows. */
export function goneAgents({ participants }: CallRecord): ReadonlySet<string> {
  const gone = participants.filter((each) => each.role === "agent" && each.leftAt !== null && !isPresent(each));
  return new Set(gone.map(({ identity }) => identity));
}

type Told = Pick<Participant, "identity" | "role"> & { readonly at: string };

function withJoined(call: CallRecord, { identity, role, at }: Told): CallRecord {
  return withParticipant(call, { identity, role }, (known) => ({ ...known, joinedAt: later(known.joinedAt, at) }));
}

function withLeft(call: CallRecord, { identity, role, at, reason }: Told & Pick<Participant, "reason">): CallRecord {
  return withParticipant(call, { identity, role }, (known) => ({ ...known, leftAt: later(known.leftAt, at), reason }));
}

function withParticipant(
  call: CallRecord,
  { identity, role }: Pick<Participant, "identity" | "role">,
  change: (known: Participant) => Participant,
): CallRecord {
  const known = call.participants.find((each) => each.identity === identity);
  const next = change(known ?? { identity, role, joinedAt: null, leftAt: null, reason: null });
  const others = call.participants.filter((each) => each !== known);
  return { ...call, participants: [...others, next].slice(-entriesKept) };
}

function later(known: string | null, at: string): string {
  return known !== null && known > at ? known : at;
}

function byTime<K extends string>(field: K) {
  return (one: Readonly<Record<K, string>>, other: Readonly<Record<K, string>>) =>
    one[field].localeCompare(other[field]);
}
