import { SipClient } from "livekit-server-sdk";
import type { LiveKit } from "../livekit/start.ts";
import { openApiFront } from "./api-front.ts";
import { type BridgeContext, closeCall, hangUp } from "./call.ts";
import { openSipEndpoint, type Peer } from "./endpoint.ts";
import { answerInvite } from "./inbound.ts";
import { headerValue, type SipRequest } from "./message.ts";

/** A stand-in for livekit-sip. */
export interface SipBridge {
  /** `host:port` that telephones call, over UDP. */
  readonly address: string;
  /** As `LIVEKIT_URL`: the real server with the SIP service behind it. */
  readonly url: string;
  readonly httpUrl: string;
  close(): Promise<void>;
}

/**
 * Plays livekit-sip, which cannot be installed here, between telephones and a real LiveKit server with Redis: SIP over
 * UDP and G.711 on one side, rooms on the other. Trunks and dispatch rules are those of the server. It knows no
 * passwords, no encryption and no PINs.
 */
export async function startSipBridge(
  server: Pick<LiveKit, "url" | "httpUrl" | "apiKey" | "apiSecret">,
  options: { readonly port?: number; readonly apiPort?: number } = {},
): Promise<SipBridge> {
  const endpoint = await openSipEndpoint({ port: options.port ?? 0, onRequest: receive });
  const sip = new SipClient(server.httpUrl, server.apiKey, server.apiSecret);
  const bridge: BridgeContext = { endpoint, server, sip, calls: new Map() };
  const front = await openApiFront(bridge, options.apiPort);

  function receive(request: SipRequest, peer: Peer): void {
    answer(bridge, request, peer).catch((error: unknown) => {
      console.error(`sip bridge: ${request.method} failed`, error);
      endpoint.respond(request, peer, { status: 500, reason: "Server Internal Error" });
    });
  }

  return {
    address: `${endpoint.host}:${endpoint.port}`,
    url: `ws://${endpoint.host}:${front.port}`,
    httpUrl: `http://${endpoint.host}:${front.port}`,
    async close() {
      await Promise.all([...bridge.calls.values()].map((call) => hangUp(bridge, call)));
      await front.close();
      endpoint.close();
    },
  };
}

async function answer(bridge: BridgeContext, request: SipRequest, peer: Peer): Promise<void> {
  const { endpoint, calls } = bridge;
  const call = calls.get(headerValue(request, "call-id"));
  const accept = () => endpoint.respond(request, peer, { status: 200, reason: "OK" });
  if (request.method === "ACK") return;
  if (request.method === "OPTIONS") return accept();
  if (request.method === "INVITE" && call === undefined) return answerInvite(bridge, request, peer);
  if (call === undefined)
    return endpoint.respond(request, peer, { status: 481, reason: "Call/Transaction Does Not Exist" });
  switch (request.method) {
    case "BYE":
    case "CANCEL":
      accept();
      return closeCall(bridge, call);
    case "NOTIFY":
      accept();
      return call.onTransfer?.(Number(/^SIP\/2\.0 (\d{3})/.exec(request.body)?.[1] ?? 0));
    case "INFO": {
      accept();
      const key = /^Signal=\s*([0-9*#A-D])/m.exec(request.body)?.[1];
      return key === undefined ? undefined : call.room?.press(key);
    }
    default: // a new INVITE in the dialog, such as a hold, is refused; the call goes on as it was
      return endpoint.respond(request, peer, { status: 488, reason: "Not Acceptable Here" });
  }
}
