import type { JobContext } from "@livekit/agents";
import { RoomEvent } from "@livekit/rtc-node";
import type { Composition } from "../../functions/app/compose.ts";
import { requireLiveKit } from "../../functions/app/livekit.ts";
import { liveKitRooms } from "../../functions/engines/calls/livekit/rooms.ts";
import type { Call } from "../../shared/voice/call.ts";
import { type PreparedCall, relayOperators } from "../calls/prepare-call.ts";
import { takeUpFiles } from "../calls/take-up-files.ts";
import { isKey } from "../session/keypad/digits.ts";
import { attendance } from "../transfer/attendance.ts";
import { type HandOver, watchHandOver } from "../transfer/hand-over.ts";
import { roomTelephone } from "../transfer/room-telephone.ts";
import { hearBy, hearOperators } from "./hear-operators.ts";
import { watchOperators } from "./operator-presence.ts";

/** What reaches a call's session besides the caller's voice. */
export interface AttendedRoom {
  readonly handOver: HandOver;
  stop(): void;
}

/**
 * Brings into the session what happens around it: the caller's keys, operators who speak in the room or write in the inbox,
 * and colleagues who are fetched by telephone.
 */
export async function attendRoom(parts: {
  readonly ctx: JobContext;
  readonly composition: Composition;
  readonly call: Call;
  readonly prepared: PreparedCall;
  /** Another agent had the call before. */
  readonly isResumed: boolean;
  /** LiveKit's identity of the caller. */
  readonly caller: string;
}): Promise<AttendedRoom> {
  const { ctx, composition, call, prepared, caller, isResumed } = parts;
  const { config, settings, speech, session } = prepared;
  const { environment, log, platform } = composition;
  const { room } = ctx;
  room.on(RoomEvent.DtmfReceived, (_code, key, { identity }) => {
    // Whatever else is sent as a key would be a fault of the session.
    if (identity === caller && isKey(key)) session.pressed(key);
  });
  const attended = attendance(session);
  watchOperators(room, attended.speaking);
  const stops = [
    relayOperators(composition, call, session),
    await takeUpFiles(composition, call, prepared, { isResumed }),
    ...(settings.transfer.transcribesOperators && speech.hears
      ? [
          hearOperators(room, {
            hear: hearBy(speech.stt),
            onWords: session.operatorSaid,
            onFault: (err) => log.warn({ err, call: call.callId }, "an operator's words are not written down"),
          }),
        ]
      : []),
  ];
  const rooms = liveKitRooms(await requireLiveKit({ environment, keys: platform.keys }));
  const recogniser = speech.hears ? speech.stt : null;
  const telephone = roomTelephone({ room, rooms, log, caller, from: call.accountAddress, recogniser });
  const handOver = watchHandOver({
    composition,
    call,
    config,
    transfer: settings.transfer,
    session,
    attended,
    telephone,
  });
  return {
    handOver,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
