import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import {
  type CallCheckDue,
  callCheckDue,
  callEnded,
  callRequested,
  finalReasons,
} from "../../../../shared/events/calls.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Decision, newEvent, step } from "../../../../shared/runtime/step.ts";
import { isDialable } from "../../../../shared/voice/call.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { type CallRecord, calls } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";
import { dispatchAgent, metadataOf } from "../dial/dispatch-agent.ts";
import type { RoomPresence } from "../livekit/rooms.ts";
import { goneAgents, hasSession } from "../record/apply-report.ts";
import { endCall, outcomeOf } from "../record/end-call.ts";
import { agentArrivesMs, agentCheck, endCheck } from "./checks.ts";

/** What LiveKit says of the room, and what was done about it. */
type Found =
  | { readonly type: "nothing" }
  | { readonly type: "dispatched" }
  /** An agent is on its way. */
  | { readonly type: "starting" }
  /** Nobody comes for the caller, and the room was closed. */
  | { readonly type: "given-up"; readonly callBack: boolean }
  | { readonly type: "gone" }
  | { readonly type: "lasts" };

/** An agent is sent for so often after the first. */
export const mostRedispatches = 3;
/** A record stays open for a day at most when nobody reports the end. */
const mostEndChecks = 24;

/**
 * Watches that a caller has an agent. LiveKit gives a dispatch that no worker took to nobody, and a lost agent's call to no
 * other (facts of the server, v1.13.5), so this step sends for another one. It also ends calls whose end nobody reported.
 */
export function watchCallStep(dependencies: CallDependencies) {
  return step<CallCheckDue, CallRecord, Found>({
    name: "calls-watch",
    on: callCheckDue,
    publishes: [callEnded, callRequested],
    schedules: [callCheckDue],
    document: calls,
    documentId: ({ data }) => data.callId,

    async gather(call, { tenantId, data }, ctx) {
      if (!call || call.status === "ended") return { type: "nothing" };
      // A call over a socket ends with it. Its process reports that, unless it died.
      if (call.room === null) return { type: call.direction === "web" && data.check === "end" ? "lasts" : "nothing" };
      if (data.check === "agent" && data.look !== call.look) return { type: "nothing" };
      const livekit = await dependencies.rooms();
      if (!livekit.configured) return { type: "nothing" };
      const { rooms } = livekit;
      const presence = await rooms.presence(call.room, { now: ctx.now, without: goneAgents(call) });
      if (data.check === "end") return { type: presence === undefined ? "gone" : "lasts" };
      if (!needsAgent(call, presence)) return { type: "nothing" };
      if (presence.startingAgents > 0) return { type: "starting" };
      const { config } = await currentConfig(dependencies, tenantId, call.configName);
      const isLost = call.participants.some(({ role }) => role === "agent");
      const callBack = voiceSettings(config, "voice").onLostAgent === "call_back" && isReachable(call);
      if (call.redispatches >= mostRedispatches || (isLost && callBack)) {
        // An alert counts this message (terraform/modules/observability).
        ctx.log.error({ tenant: tenantId, call: call.id, redispatches: call.redispatches }, "a call has no agent");
        await rooms.close(call.room);
        return { type: "given-up", callBack };
      }
      const sending = { rooms, keys: dependencies.platform.keys };
      await dispatchAgent(sending, { room: call.room, metadata: metadataOf(tenantId, call) }, ctx);
      return { type: "dispatched" };
    },

    decide(call, { data }, found, now) {
      if (!call || call.status === "ended") return undefined;
      switch (found.type) {
        case "nothing":
          return undefined;
        case "starting":
          return lookAgain(call, now);
        case "dispatched":
          return lookAgain({ ...call, redispatches: call.redispatches + 1 }, now);
        case "given-up":
          return giveUp(call, found.callBack, now);
        case "gone":
          return isWaitedFor(call) ? undefined : endCall(call, { ...unreported(call), at: now.toISOString() });
        case "lasts":
          return data.look < mostEndChecks
            ? { document: call, schedule: [endCheck(call, data.look + 1, now)] }
            : endCall(call, { ...unreported(call), at: now.toISOString() });
      }
    },
  });
}

function needsAgent(call: CallRecord, presence: RoomPresence | undefined): presence is RoomPresence {
  if (presence === undefined || presence.callers === 0 || presence.agents > 0) return false;
  const last = call.sessions.at(-1);
  return last === undefined || hasSession(call) || !finalReasons.has(last.reason);
}

/** Whether the customer can be called: web visitors and withheld numbers cannot. */
function isReachable({ direction, customerAddress }: CallRecord): boolean {
  return direction !== "web" && isDialable(customerAddress);
}

/** The room of an attempt to reach somebody is made by that attempt. */
function isWaitedFor({ status }: CallRecord): boolean {
  return status === "planned" || status === "dialling";
}

function lookAgain(call: CallRecord, now: Date): Decision<CallRecord> {
  const look = call.look + 1;
  const document = { ...call, look, updatedAt: now.toISOString() };
  return { document, schedule: [agentCheck(call.id, look, now, agentArrivesMs)] };
}

function giveUp(call: CallRecord, callBack: boolean, now: Date): Decision<CallRecord> {
  const ended = endCall(call, { outcome: "failed", reason: "no-agent", at: now.toISOString() });
  const { customerAddress, customerName, configName, id } = call;
  if (!callBack || customerAddress === null) return ended;
  const callId = deriveId("call-back", id);
  const again = newEvent(callRequested, callId, {
    callId,
    reference: { kind: "callback", id },
    customerAddress,
    customerName,
    configName,
    notBefore: null,
    briefing:
      "You call back because the call with this customer broke off. Apologise briefly and go on where it ended.",
    purpose: "transactional",
    atTheirTime: true,
  });
  return { ...ended, publish: [...(ended.publish ?? []), again] };
}

function unreported(call: CallRecord): Pick<Parameters<typeof endCall>[1], "outcome" | "reason"> {
  return { outcome: outcomeOf(call), reason: "end-not-reported" };
}
