import { randomUUID } from "node:crypto";
import { RoomEvent } from "@livekit/rtc-node";
import { inviteColleague, type RoomTelephoneParts } from "./room-colleague.ts";
import type { Telephone } from "./telephone.ts";

/** Calls through the call's own LiveKit room: a colleague joins it, whom the caller does not hear yet. */
export function roomTelephone(parts: RoomTelephoneParts): Telephone {
  const { room, rooms, caller, from, log } = parts;
  const roomName = room.name ?? "";
  let count = 0;

  return {
    async ring(number, ringMs, signal) {
      const trunkId = from === null ? undefined : await rooms.outboundTrunk(from);
      if (from === null || trunkId === undefined) {
        log.warn({ room: roomName }, "a colleague cannot be called: no outbound trunk has the tenant's number");
        return "impossible";
      }
      count += 1;
      const identity = `colleague-${count}-${randomUUID()}`;
      const colleague = inviteColleague(parts, identity);
      const dialling = {
        room: roomName,
        trunkId,
        from,
        to: number,
        identity,
        role: "colleague",
        ringMs,
      } as const;
      const stop = () => void colleague.hangUp();
      signal.addEventListener("abort", stop, { once: true });
      const result = await rooms.dial(dialling).finally(() => signal.removeEventListener("abort", stop));
      if (result.answered && !signal.aborted) {
        await colleague.part();
        return colleague;
      }
      await colleague.hangUp();
      if (!result.answered) log.info({ room: roomName, code: result.code }, "a colleague was not reached");
      return !result.answered && result.outcome === "failed" ? "impossible" : "unreached";
    },

    async refer(number) {
      const result = await rooms.refer(roomName, caller, number);
      if (result.answered) return "referred";
      log.info({ room: roomName, code: result.code }, "a caller could not be referred");
      return result.outcome === "failed" ? "impossible" : "unreached";
    },

    async talkEnds(colleague) {
      const over = new AbortController();
      const leave = (participant: { readonly identity: string }) => {
        if (participant.identity === caller) over.abort();
      };
      const isOver = AbortSignal.any([over.signal, colleague.gone]);
      room.on(RoomEvent.ParticipantDisconnected, leave);
      room.on(RoomEvent.Disconnected, () => over.abort());
      if (!room.remoteParticipants.has(caller)) over.abort();
      if (!isOver.aborted) await new Promise((resolve) => isOver.addEventListener("abort", resolve, { once: true }));
      room.off(RoomEvent.ParticipantDisconnected, leave);
    },
  };
}
