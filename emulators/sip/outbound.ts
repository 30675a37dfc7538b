import { type BridgeContext, type BridgedCall, closeCall, enterRoom, openCall, sendBye } from "./call.ts";
import { acknowledgement, dialogTo, learn, nextRequest } from "./dialog.ts";
import { inTransactionOf, type SipResponse } from "./message.ts";
import type { Joining } from "./room-side.ts";
import { readSessionDescription, writeSessionDescription } from "./session-description.ts";

export interface OutboundCall {
  /** Of the outbound trunk: `host` or `host:port`. */
  readonly address: string;
  readonly from: string;
  readonly to: string;
  readonly ringingTimeoutMs: number;
  joining(callId: string): Joining;
}

/** How dialling ended: 200, the telephone's refusal (486 is busy), or 408 after ringing for too long. */
export interface DialResult {
  readonly status: number;
  readonly reason: string;
}

const telephoneEvent = 101;

/** Joins the room as `dialing`, as livekit-sip does, and calls. `result` follows when the telephone answers or refuses. */
export async function dial(
  bridge: BridgeContext,
  outbound: OutboundCall,
): Promise<{ readonly call: BridgedCall; readonly result: Promise<DialResult> }> {
  const call = await openCall(bridge, dialogTo(outbound));
  try {
    await enterRoom(bridge, call, outbound.joining(call.id));
  } catch (error) {
    await closeCall(bridge, call);
    throw error;
  }
  return { call, result: ring(bridge, call, outbound.ringingTimeoutMs) };
}

async function ring(bridge: BridgeContext, call: BridgedCall, timeoutMs: number): Promise<DialResult> {
  const { endpoint } = bridge;
  const { dialog, media } = call;
  const invite = nextRequest(endpoint, dialog, "INVITE", {
    headers: [["Content-Type", "application/sdp"]],
    body: writeSessionDescription({ address: endpoint.host, port: media.port, telephoneEvent }),
  });
  const cancel = () => endpoint.request(inTransactionOf(invite, "CANCEL"), dialog.peer, () => undefined);
  call.release = cancel;
  const result = await new Promise<DialResult>((resolve) => {
    const timeout = setTimeout(() => {
      cancel();
      resolve({ status: 408, reason: "Request Timeout" });
    }, timeoutMs);
    endpoint.request(invite, dialog.peer, (response) => {
      if (response.status === 180 && !call.ended) void call.room?.setStatus("ringing");
      if (response.status < 200) return;
      clearTimeout(timeout);
      if (response.status < 300) answer(bridge, call, response);
      resolve({ status: response.status, reason: response.reason });
    });
  });
  if (result.status !== 200) await closeCall(bridge, call);
  else if (!call.ended) await call.room?.setStatus("active");
  return result;
}

/** A telephone may answer in the moment that the room gives up. It is hung up then. */
function answer(bridge: BridgeContext, call: BridgedCall, response: SipResponse): void {
  const { endpoint } = bridge;
  learn(call.dialog, response);
  endpoint.send(acknowledgement(endpoint, call.dialog, response), call.dialog.peer);
  call.release = () => sendBye(bridge, call);
  if (call.ended) call.release();
  const description = readSessionDescription(response.body);
  if (description) call.media.connect(description);
}
