import { randomBytes } from "node:crypto";
import type { SipClient } from "livekit-server-sdk";
import type { LiveKit } from "../livekit/start.ts";
import { type Dialog, nextRequest } from "./dialog.ts";
import type { SipEndpoint } from "./endpoint.ts";
import { type MediaStream, openMediaStream } from "./media-stream.ts";
import { type Joining, joinRoom, type RoomSide } from "./room-side.ts";

/** What all calls of a bridge share. */
export interface BridgeContext {
  readonly endpoint: SipEndpoint;
  readonly server: Pick<LiveKit, "url" | "httpUrl" | "apiKey" | "apiSecret">;
  readonly sip: SipClient;
  /** By the dialog's Call-ID. */
  readonly calls: Map<string, BridgedCall>;
}

/** A telephone, its audio, and its participant in a room. */
export interface BridgedCall {
  /** LiveKit's id of the call, `SCL_…`. */
  readonly id: string;
  readonly dialog: Dialog;
  readonly media: MediaStream;
  room: RoomSide | undefined;
  /** Becomes true once, when either side hangs up. */
  ended: boolean;
  /** Ends the call towards the telephone: CANCEL while it rings, BYE once it talks. */
  release: (() => void) | undefined;
  /** Reports the progress of a transfer: a SIP status. */
  onTransfer: ((status: number) => void) | undefined;
}

export async function openCall({ calls }: BridgeContext, dialog: Dialog): Promise<BridgedCall> {
  const media = await openMediaStream({
    onAudio: (samples) => call.room?.hear(samples),
    onKey: (key) => call.room?.press(key),
  });
  const call: BridgedCall = {
    id: newCallId(),
    dialog,
    media,
    room: undefined,
    ended: false,
    release: undefined,
    onTransfer: undefined,
  };
  calls.set(dialog.callId, call);
  return call;
}

/** Brings the call into its room. A call that ended meanwhile leaves again. */
export async function enterRoom(bridge: BridgeContext, call: BridgedCall, joining: Joining): Promise<RoomSide> {
  const room = await joinRoom(bridge.server, joining, call.media, () => void hangUp(bridge, call));
  if (call.ended) await room.leave();
  else call.room = room;
  return room;
}

/** Ends the call on the room's side: the telephone hears that we hung up. */
export async function hangUp(bridge: BridgeContext, call: BridgedCall): Promise<void> {
  if (call.ended) return;
  call.release?.();
  await closeCall(bridge, call);
}

export function sendBye({ endpoint }: BridgeContext, { dialog }: BridgedCall): void {
  endpoint.request(nextRequest(endpoint, dialog, "BYE"), dialog.peer, () => undefined);
}

/** Frees what the call holds, after either side hung up. */
export async function closeCall({ calls }: BridgeContext, call: BridgedCall): Promise<void> {
  if (call.ended) return;
  call.ended = true;
  calls.delete(call.dialog.callId);
  call.media.close();
  await call.room?.leave();
}

function newCallId(): string {
  return `SCL_${randomBytes(6).toString("hex")}`;
}
