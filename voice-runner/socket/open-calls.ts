import type { Composition } from "../../functions/app/compose.ts";
import { chargeTestCall } from "../../functions/app/spending/call-spend.ts";
import { openTurns } from "../../functions/engines/conversation/turn/open-turns.ts";
import { openVendorSpeech } from "../calls/open-speech.ts";
import { prepareCall, relayOperators } from "../calls/prepare-call.ts";
import { type ReportCall, reporterOf } from "../calls/report.ts";
import type { CallEndReason } from "../session/call-session.ts";
import { attendance } from "../transfer/attendance.ts";
import { watchHandOver } from "../transfer/hand-over.ts";
import type { OpenCall } from "./dependencies.ts";

/** Opens calls without a room: the product's session with the tenant's speech. The calls engine gets their reports. */
export function openCalls(composition: Composition): OpenCall {
  // One for all calls, because it remembers answers.
  const turns = openTurns(composition);

  return async (call, onEvent) => {
    const log = composition.log.child({ callId: call.callId, tenantId: call.tenantId });
    const reporter = reporterOf(composition, call, "socket");
    // The call must not wait for its record, and a report that was not kept must not end it.
    const report: ReportCall = (each) =>
      reporter(each).catch((error: unknown) => log.error({ err: error }, "report of a call was not kept"));
    let closing: Promise<void> = Promise.resolve();
    const { session, speech, facts, config, settings } = await prepareCall(composition, call, {
      turns,
      openSpeech: openVendorSpeech,
      report,
      onEvent(event) {
        onEvent(event);
        if (event.type === "ended") closing = close(event.reason);
      },
    });
    const stopRelaying = relayOperators(composition, call, session);
    // Nobody can be rung: operators are asked in the inbox, and type.
    const handOver = watchHandOver({
      composition,
      call,
      config,
      transfer: settings.transfer,
      session,
      attended: attendance(session),
      telephone: null,
    });

    async function close(reason: CallEndReason): Promise<void> {
      stopRelaying();
      await handOver.ended();
      const usage = [...session.usage()];
      await report({ type: "session-ended", reason, usage });
      await chargeTestCall({ ...composition, documents: composition.platform.documents }, call.tenantId, usage);
      await report({ type: "room-finished" });
    }

    await report({
      type: "opened",
      direction: "web",
      room: null,
      configName: call.configName,
      customerAddress: call.customerAddress,
      accountAddress: call.accountAddress,
    });
    await report({ type: "session-started", identity: null, ...facts });
    return {
      session: {
        ...session,
        async end(reason) {
          await session.end(reason);
          await closing;
        },
      },
      sampleRate: speech.tts.sampleRate,
      hears: speech.hears,
    };
  };
}
