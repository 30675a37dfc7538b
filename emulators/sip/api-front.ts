import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { TokenVerifier } from "livekit-server-sdk";
import { loopback } from "../server-process.ts";
import type { BridgeContext } from "./call.ts";
import { type SipMethod, sipMethods } from "./sip-methods.ts";
import { type TwirpError, twirpError } from "./twirp-error.ts";

/** LiveKit's address with the SIP service behind it. */
export interface ApiFront {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers what livekit-sip would: CreateSIPParticipant and TransferSIPParticipant in JSON, as the SDK for Node sends
 * them. Everything else goes to the real server, WebSockets included, so that one URL serves a whole product.
 */
export async function openApiFront(bridge: BridgeContext, port = 0): Promise<ApiFront> {
  const server = createServer((request, response) => {
    answer(bridge, request, response).catch((error: unknown) => {
      console.error("sip bridge: the API failed", error);
      response.destroy();
    });
  });
  /** The server does not count connections that it handed over. */
  const tunnels = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    tunnels.add(socket);
    socket.once("close", () => tunnels.delete(socket));
    const { hostname, port } = new URL(bridge.server.httpUrl);
    const upstream = connect(Number(port), hostname, () => {
      const { rawHeaders } = request;
      const lines = rawHeaders.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${rawHeaders[index + 1]}`]));
      upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, loopback, resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const tunnel of tunnels) tunnel.destroy();
      }),
  };
}

async function answer(bridge: BridgeContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const method = sipMethods[request.url?.split("/").at(-1) ?? ""];
  if (method === undefined) return forward(bridge, request, body, response);
  const result = await call(bridge, method, request, body);
  if ("httpStatus" in result) {
    const { httpStatus, code, message: msg, metadata: meta } = result;
    response.writeHead(httpStatus, { "content-type": "application/json" }).end(JSON.stringify({ code, msg, meta }));
  } else {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result.reply));
  }
}

async function call(
  bridge: BridgeContext,
  method: SipMethod,
  { headers }: IncomingMessage,
  body: Buffer,
): Promise<{ readonly reply: object } | TwirpError> {
  const { apiKey, apiSecret } = bridge.server;
  const token = headers.authorization?.replace(/^Bearer /, "") ?? "";
  const grants = await new TokenVerifier(apiKey, apiSecret).verify(token).catch(() => undefined);
  if (grants === undefined) return twirpError("unauthenticated", "permissions denied");
  if (!grants.sip?.call) return twirpError("permission_denied", "permissions denied");
  return method(bridge, JSON.parse(body.toString("utf8")));
}

async function forward(
  { server }: BridgeContext,
  { url, method = "GET", headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const kept = ["content-type", "authorization"].flatMap((name) => {
    const value = headers[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  const content = body.length > 0 ? { body: new Uint8Array(body) } : {};
  const reply = await fetch(`${server.httpUrl}${url}`, { method, headers: Object.fromEntries(kept), ...content });
  const type = reply.headers.get("content-type") ?? "application/json";
  response.writeHead(reply.status, { "content-type": type }).end(Buffer.from(await reply.arrayBuffer()));
}
