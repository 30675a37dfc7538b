import { type RemoteParticipant, type Room, RoomEvent } from "@livekit/rtc-node";
import { roleOf } from "../../functions/engines/calls/livekit/participant-role.ts";

/** Whoever does not arrive within this time hung up before the agent came. */
const callerArrivesMs = 30_000;
/** Whoever is called may let it ring; the platform gives up before, and closes the room. */
const calleeAnswersMs = 180_000;

/**
 * Resolves with the call's caller: not with an operator, and not before a telephone that is called has been answered
 * (`sip.callStatus`: docs.livekit.io/sip/sip-participant). Undefined: nobody came in time.
 */
export async function arrivalOf(room: Room): Promise<RemoteParticipant | undefined> {
  const present = () => [...room.remoteParticipants.values()].find(isCaller);
  const { promise, resolve } = Promise.withResolvers<RemoteParticipant | undefined>();
  const look = () => {
    const caller = present();
    if (caller && !isRinging(caller)) resolve(caller);
  };
  const events = [RoomEvent.ParticipantConnected, RoomEvent.ParticipantAttributesChanged] as const;
  for (const event of events) room.on(event, look);
  room.once(RoomEvent.Disconnected, () => resolve(undefined));
  let timer = setTimeout(() => {
    if (present() === undefined) return resolve(undefined);
    timer = setTimeout(resolve, calleeAnswersMs, undefined);
  }, callerArrivesMs);
  look();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    for (const event of events) room.off(event, look);
  }
}

function isCaller({ identity, info, attributes }: RemoteParticipant): boolean {
  return roleOf({ kind: info.kind ?? -1, attributes }) === "caller" && identity !== "";
}

function isRinging({ attributes }: RemoteParticipant): boolean {
  const status = attributes["sip.callStatus"];
  return status === "dialing" || status === "ringing";
}
