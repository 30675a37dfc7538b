import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import {
  type CallReported,
  callCheckDue,
  callDeferred,
  callDialDue,
  callEnded,
  callReported,
  recordingExpired,
} from "../../../../shared/events/calls.ts";
import { type Decision, type Event, type NewTask, newEvent, step } from "../../../../shared/runtime/step.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { type CallRecord, calls, newCall } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";
import { type AttemptRules, attemptFailed } from "../dial/attempt-failed.ts";
import { agentArrivesMs, agentCheck, endCheck, endCheckAfterSession } from "../watch/checks.ts";
import { applyReport, goneAgents, hasSession, type OpeningFacts } from "./apply-report.ts";
import { carrierUsdPerMinute } from "./carrier-price.ts";
import { endCall, outcomeOf, withCost } from "./end-call.ts";

interface Gathered {
  readonly facts: OpeningFacts | undefined;
  readonly rules: AttemptRules | undefined;
}

/** Keeps the record of a call from what is reported of it: late, twice and in any order. Publishes its end once. */
export function recordCallStep(dependencies: CallDependencies) {
  return step<CallReported, CallRecord, Gathered>({
    name: "calls-record",
    on: callReported,
    publishes: [callEnded, callDeferred],
    schedules: [callCheckDue, callDialDue, recordingExpired],
    document: calls,
    documentId: ({ data }) => data.callId,
    exclusive: false,

    async gather(call, event) {
      const { tenantId, data } = event;
      const { report } = data;
      if (report.type === "opened") return { facts: await openingFacts(dependencies, event), rules: undefined };
      const ends = report.type === "room-finished" || report.type === "dial-failed";
      if (!ends || call?.direction !== "outbound") return { facts: undefined, rules: undefined };
      const { config } = await currentConfig(dependencies, tenantId, call.configName);
      return { facts: undefined, rules: voiceSettings(config, "voice").outbound };
    },

    decide(before, { data }, { facts, rules }, now) {
      const call = before ?? newCall(data.callId, data.at);
      const { report } = data;
      const told = { ...applyReport(call, data, facts), updatedAt: now.toISOString() };
      if (call.status === "ended") return afterEnd(told, data, now);
      // Each attempt has a room of its own: the end of an earlier one is not this call's.
      const isOfNow = data.room === undefined || call.room === null || data.room === call.room;
      if (report.type === "dial-failed") {
        // Whoever called in was not dialled: nothing is tried again.
        if (told.direction === "inbound")
          return endCall(told, { outcome: report.outcome, reason: report.code, at: data.at });
        return attemptFailed(told, { ...report, at: now }, rules);
      }
      if (report.type === "room-finished")
        return isOfNow && call.status === "open" ? roomFinished(told, data.at, rules, now) : { document: told };
      return watched(told, data, { before: call, now });
    },
  });
}

async function openingFacts(
  dependencies: CallDependencies,
  { tenantId, data }: Event<CallReported>,
): Promise<OpeningFacts | undefined> {
  const { report } = data;
  if (report.type !== "opened") return undefined;
  const channel = report.direction === "web" ? "web_voice" : "voice";
  const [{ config }, ids] = await Promise.all([
    currentConfig(dependencies, tenantId, report.configName),
    dependencies.platform.documents.ids(tenantId),
  ]);
  const settings = voiceSettings(config, channel);
  const { recordDays, recording } = settings;
  const { customerAddress } = report;
  return {
    customerId: customerAddress === null ? null : customerIdOf(ids, channel, customerAddress),
    transport: report.room === "" ? null : dependencies.transport,
    carrierUsdPerMinute: channel === "voice" ? carrierUsdPerMinute(settings, "inbound") : null,
    retentionDays: recordDays,
    recordingDays: recording?.retentionDays ?? recordDays,
  };
}

function roomFinished(
  call: CallRecord,
  endedAt: string,
  rules: AttemptRules | undefined,
  now: Date,
): Decision<CallRecord> {
  const outcome = outcomeOf(call);
  // A machine that answers counts as an attempt.
  if (outcome === "voicemail" && rules) return attemptFailed(call, { outcome, code: "voicemail", at: now }, rules);
  return endCall(call, { outcome, reason: null, at: endedAt });
}

/** What comes after the end may complete the record: usage, the recording, who was there. */
function afterEnd(call: CallRecord, data: CallReported, now: Date): Decision<CallRecord> {
  return { document: withCost(call), schedule: forgetting(call, data, now) };
}

function watched(
  call: CallRecord,
  data: CallReported,
  { before, now }: { readonly before: CallRecord; readonly now: Date },
): Decision<CallRecord> {
  const { id, sessions } = call;
  const { report } = data;
  const looked = { ...call, look: call.look + 1 };
  switch (report.type) {
    case "opened":
      return {
        document: looked,
        schedule: [agentCheck(id, looked.look, now, agentArrivesMs), endCheck(call, 0, now)],
      };
    case "caller-joined":
      if (call.status === "planned") return { document: { ...call, status: "dialling" } };
      return { document: looked, schedule: [agentCheck(id, looked.look, now, agentArrivesMs)] };
    case "agent-left":
    case "agent-lost":
      // A worker tells first, and LiveKit later: another agent is on its way then, and a second look would send for two.
      if (goneAgents(before).has(report.identity)) return { document: call };
      // An agent that ended its session has left on purpose, or reports its end in a moment.
      return { document: looked, schedule: [agentCheck(id, looked.look, now, 0)] };
    case "session-ended":
      return {
        document: call,
        schedule: hasSession(call) ? [] : [endCheckAfterSession(id, sessions.length, now)],
      };
    default:
      return { document: call, schedule: forgetting(call, data, now) };
  }
}

function forgetting({ id, recordingDays }: CallRecord, { report }: CallReported, now: Date): readonly NewTask[] {
  if (report.type !== "recorded") return [];
  const { blob } = report;
  const at = new Date(now.getTime() + recordingDays * 86_400_000);
  const event = newEvent(recordingExpired, id, { callId: id, blob });
  return [{ ...event, name: `call-recording-${id}-${now.getTime()}`, at }];
}
