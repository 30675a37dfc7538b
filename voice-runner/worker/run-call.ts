import type { JobContext } from "@livekit/agents";
import type { Composition } from "../../functions/app/compose.ts";
import { claimCall } from "../../functions/engines/calls/record/claim-call.ts";
import { openTurns } from "../../functions/engines/conversation/turn/open-turns.ts";
import { finalReasons } from "../../shared/events/calls.ts";
import { type CallMetadata, settleCall } from "../../shared/voice/call.ts";
import { mayRecord } from "../../shared/voice/recording.ts";
import { answerDetector, isMachine } from "../answered-by/answered-by.ts";
import { leaveMessage } from "../answered-by/leave-message.ts";
import type { OpenCallSpeech } from "../calls/open-speech.ts";
import { prepareCall } from "../calls/prepare-call.ts";
import { reporterOf } from "../calls/report.ts";
import type { CallEndReason } from "../session/call-session.ts";
import { arrivalOf } from "./arrival.ts";
import { type AttendedRoom, attendRoom } from "./attend-room.ts";
import { keepRecording } from "./keep-recording.ts";

export interface RunnerParts {
  readonly composition: Composition;
  readonly openSpeech: OpenCallSpeech;
  /** Registers what is done when the job ends, however it ends. */
  atEnd(end: () => Promise<void>): void;
}

/**
 * Runs one call in its job's process, from the caller's arrival to the end of its record.
 * @throws TerminalError `config-not-found` when the tenant has no active configuration
 */
export async function runCall(ctx: JobContext, parts: RunnerParts, metadata: CallMetadata): Promise<void> {
  const { composition, openSpeech, atEnd } = parts;
  const { log, now, platform } = composition;
  const caller = await arrivalOf(ctx.room);
  if (caller === undefined) {
    ctx.shutdown("the caller did not arrive");
    return;
  }
  const call = settleCall(metadata, ctx.job.room?.sid ?? ctx.job.id, caller.attributes);
  const report = reporterOf(composition, call, ctx.job.id);
  let ended: CallEndReason = "shutdown";
  let room: AttendedRoom | undefined;
  /** Who has answered decides whether the agent greets. */
  const detector = call.direction === "outbound" ? answerDetector() : undefined;
  /** Leaves once the caller's talk with a colleague is over. */
  const leave = async (reason: CallEndReason) => {
    detector?.stop();
    // A caller whose telephone was referred elsewhere seems to hang up.
    ended = (await room?.handOver.ended()) ? "transferred" : reason;
    ctx.shutdown(ended);
  };
  const prepared = await prepareCall(composition, call, {
    turns: openTurns(composition),
    openSpeech,
    report,
    ...(detector && { mayGreet: detector.verdict.then((who) => (isMachine(who) ? "stay-silent" : "greet")) }),
    fetchPerson: () => room?.handOver.fetchPerson() ?? false,
    onEvent(event) {
      log.debug({ call: call.callId, event: event.type }, "event of a call");
      detector?.hear(event);
      if (event.type === "ended") void leave(event.reason);
    },
  });
  const { session, settings, facts } = prepared;
  const isRecorded = mayRecord(settings, call.customerAddress);
  const startedAt = now();
  const identity = ctx.agent?.identity ?? null;
  const claimed = await claimCall(composition, call, { jobId: ctx.job.id, identity, ...facts });
  if (claimed === "not-ours") {
    log.info({ call: call.callId }, "another agent has the call");
    ctx.shutdown("another agent has the call");
    return;
  }
  log.info({ tenantId: call.tenantId, call: call.callId, room: ctx.room.name, process: process.pid }, "Call begins");
  const isResumed = claimed === "after-another";
  room = await attendRoom({ ctx, composition, call, prepared, isResumed, caller: caller.identity });
  atEnd(async () => {
    room?.stop();
    await session.end(ended);
    await report({ type: "session-ended", reason: ended, usage: [...session.usage()] });
    try {
      const blob = await keepRecording(platform.blobs, { ...call, jobId: ctx.job.id }, ctx.sessionDirectory);
      const durationMs = now().getTime() - startedAt.getTime();
      if (blob !== undefined) await report({ type: "recorded", blob, durationMs });
    } catch (error) {
      log.error({ tenantId: call.tenantId, call: call.callId, err: error }, "the recording of a call was not kept");
    }
    // After a fault or a shutdown the caller stays in the room, and another agent comes.
    if (finalReasons.has(ended)) await ctx.deleteRoom();
  });
  if (detector) {
    detector.start();
    void leaveMessage({ detector, session, report, message: settings.outbound.voicemailMessage }).catch(
      (err: unknown) => log.error({ err, call: call.callId }, "who answered a call was not reported"),
    );
  }
  const record = { audio: isRecorded, traces: false, logs: false, transcript: false };
  const start = { room: ctx.room, inputOptions: { participantIdentity: caller.identity }, record };
  await session.start({ type: "room", start }, { isResumed });
}
