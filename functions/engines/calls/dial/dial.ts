import type { TenantConfig } from "../../../../shared/config/index.ts";
import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import { recordContact } from "../../../../shared/customers/customer.ts";
import { identityOf } from "../../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readOwner, writeCustomer } from "../../../../shared/customers/store.ts";
import {
  type CallDialDue,
  callCheckDue,
  callDeferred,
  callDialDue,
  callEnded,
} from "../../../../shared/events/calls.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { isSandboxTenant, sandboxRefusal } from "../../../../shared/runtime/sandbox/outside.ts";
import { type Decision, type StepContext, step } from "../../../../shared/runtime/step.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { type CallRecord, calls } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";
import type { DialResult } from "../livekit/dial-outcome.ts";
import type { CallRooms } from "../livekit/rooms.ts";
import { rememberRoom } from "../record/call-room.ts";
import { deferAttempt, endCall, planAttempt } from "../record/end-call.ts";
import { agentArrivesMs, agentCheck, endCheck } from "../watch/checks.ts";
import { type AttemptRules, attemptFailed } from "./attempt-failed.ts";
import { checkCampaign, linesBusy } from "./check-campaign.ts";
import { checkDial, type DialDecision } from "./check-dial.ts";
import { dispatchAgent, metadataOf } from "./dispatch-agent.ts";

interface Attempted {
  readonly permitted: DialDecision;
  readonly rules: AttemptRules;
  readonly customer: CustomerSnapshot;
  readonly room: string;
  /** Undefined where nobody was dialled. */
  readonly result: DialResult | undefined;
}

/**
 * Makes one attempt to reach somebody: asks whether they may be called now, sends for an agent, dials, and waits until
 * somebody answers. The agent waits in the room, so that it hears the first word.
 */
export function dialStep(dependencies: CallDependencies) {
  const { documents, keys } = dependencies.platform;
  return step<CallDialDue, CallRecord, Attempted | undefined>({
    name: "calls-dial",
    on: callDialDue,
    publishes: [callEnded, callDeferred],
    schedules: [callDialDue, callCheckDue],
    document: calls,
    documentId: ({ data }) => data.callId,

    async gather(call, { tenantId, data }, ctx) {
      if (!call || !isDue(call, data)) return undefined;
      const address = call.customerAddress ?? "";
      const [{ config }, customer] = await Promise.all([
        currentConfig(dependencies, tenantId, call.configName),
        readOwner(documents, { tenantId, ...identityOf("voice", address), now: ctx.now }),
      ]);
      const allowed = checkDial(call, { customer: customer.state, config }, ctx.now);
      const permitted =
        allowed.type === "dial" ? await checkCampaign(documents, tenantId, { call, config, now: ctx.now }) : allowed;
      const room = `call-${call.id}-${data.attempt}`;
      const rules = voiceSettings(config, "voice").outbound;
      const attempt = { permitted, rules, customer, room };
      if (permitted.type !== "dial") return { ...attempt, result: undefined };
      return { ...attempt, result: await attemptTo({ tenantId, call, config, room }, ctx) };
    },

    decide(call, { data }, attempted, now) {
      if (!call || !attempted || !isDue(call, data)) return undefined;
      const { permitted, rules, customer, room, result } = attempted;
      const at = now.toISOString();
      if (permitted.type === "no") return endCall(call, { outcome: "refused", reason: permitted.reason, at });
      if (permitted.type === "later") {
        const plan = permitted.reason === linesBusy ? planAttempt : deferAttempt;
        return plan(call, permitted.until, permitted.reason, now);
      }
      if (!result) return undefined;
      const writes = call.attempts.length === 0 ? contactWrites(call, customer, at) : [];
      const begun: CallRecord = { ...call, room, attempts: [...call.attempts, { at, outcome: null, code: null }] };
      const next = result.answered ? answered(begun, now) : attemptFailed(begun, { ...result, at: now }, rules);
      return { ...next, writes };
    },
  });

  async function attemptTo(
    call: {
      readonly tenantId: TenantId;
      readonly call: CallRecord;
      readonly config: TenantConfig;
      readonly room: string;
    },
    ctx: StepContext,
  ): Promise<DialResult> {
    if (isSandboxTenant(call.tenantId)) return failed(sandboxRefusal);
    const livekit = await dependencies.rooms();
    if (!livekit.configured) return failed("voice-not-configured");
    const { rooms } = livekit;
    const { tenantId, call: record, config, room } = call;
    const { customerAddress: to, accountAddress: from } = record;
    if (to === null) return failed("number-missing");
    if (from === null) return failed("no-number-to-call-from");
    const trunkId = await rooms.outboundTrunk(from);
    if (trunkId === undefined) return failed("no-outbound-trunk");
    await rememberRoom(documents, room, { tenantId, callId: record.id, now: ctx.now });
    await dispatchAgent({ rooms, keys }, { room, metadata: metadataOf(tenantId, record) }, ctx);
    const { ringMs } = voiceSettings(config, "voice").outbound;
    const dialling = { room, trunkId, from, to, identity: `customer-${record.id}`, role: "caller" as const, ringMs };
    const result = await ctx.effect<DialResult>("dial", () => rooms.dial(dialling), {
      policy: "lookUp",
      find: () => outcomeAfterCrash(rooms, room, ctx.now),
    });
    // The agent must not wait in an empty room.
    if (!result.answered) await rooms.close(room);
    return result;
  }
}

function isDue({ status, attempts }: CallRecord, { attempt }: CallDialDue): boolean {
  return (status === "planned" || status === "dialling") && attempts.length + 1 === attempt;
}

/** Whoever is in the room has been reached. Otherwise the attempt counts, because a telephone may have rung. */
async function outcomeAfterCrash(rooms: CallRooms, room: string, now: Date): Promise<DialResult> {
  const presence = await rooms.presence(room, { now, without: new Set() });
  if (presence !== undefined && presence.callers > 0) return { answered: true };
  return { answered: false, outcome: "no-answer", code: "outcome-unknown" };
}

function failed(code: string): DialResult {
  return { answered: false, outcome: "failed", code };
}

function answered(call: CallRecord, now: Date): Decision<CallRecord> {
  const at = now.toISOString();
  const look = call.look + 1;
  const open: CallRecord = { ...call, status: "open", dueAt: null, look, openedAt: call.openedAt ?? at, updatedAt: at };
  return {
    document: open,
    schedule: [agentCheck(call.id, look, now, agentArrivesMs), endCheck(call, 0, now)],
  };
}

/** The cap on unasked contacts counts the call. */
function contactWrites({ id, purpose }: CallRecord, customer: CustomerSnapshot, at: string) {
  if (purpose === "transactional") return [];
  const contact = { at, channel: "voice" as const, purpose, requestId: id };
  return writeCustomer(customer, recordContact(customer.state, contact));
}
