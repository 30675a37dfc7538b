import { type RemoteParticipant, type Room, RoomEvent } from "@livekit/rtc-node";
import { callRoleAttribute } from "../../shared/voice/call.ts";

export function isOperator({ attributes }: Pick<RemoteParticipant, "attributes">): boolean {
  return attributes[callRoleAttribute] === "operator";
}

/** Tells whether an operator speaks in the room, now and at each change. Who only listens is hidden from the agent. */
export function watchOperators(room: Room, onChange: (isThere: boolean) => void): void {
  const look = () => onChange([...room.remoteParticipants.values()].some(isOperator));
  room.on(RoomEvent.ParticipantConnected, look).on(RoomEvent.ParticipantDisconnected, look);
  look();
}
