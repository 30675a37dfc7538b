import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { loopback } from "../server-process.ts";
import {
  branchOf,
  formatSip,
  type HeaderLine,
  headerValue,
  headerValues,
  inTransactionOf,
  parseSip,
  type SipRequest,
  type SipResponse,
  sequenceOf,
  tagIn,
} from "./message.ts";

/** Where a datagram comes from or goes to. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

export interface SipAnswer {
  readonly status: number;
  readonly reason: string;
  /** This side's tag, once there is a dialog. */
  readonly tag?: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: string;
}

/** SIP over UDP on this machine's loopback, with the transactions of RFC 3261, section 17. */
export interface SipEndpoint {
  readonly host: string;
  readonly port: number;
  /** Sends a request and repeats it until a response arrives. Non-2xx answers to INVITE are acknowledged here. */
  request(request: SipRequest, peer: Peer, onResponse: (response: SipResponse) => void): void;
  /** Sends a request that gets no response, which is ACK. */
  send(request: SipRequest, peer: Peer): void;
  /** Answers a request. A repetition of the request gets the latest answer again. */
  respond(request: SipRequest, peer: Peer, answer: SipAnswer): void;
  close(): void;
}

/** RFC 3261, section 17.1.1.2: T1, and how long a transaction lives without a response. */
const firstRepeatMs = 500;
const patienceMs = 64 * firstRepeatMs;

interface Outgoing {
  readonly request: SipRequest;
  readonly peer: Peer;
  onResponse(response: SipResponse): void;
  repeat: NodeJS.Timeout;
}

export async function openSipEndpoint(options: {
  readonly port: number;
  onRequest(request: SipRequest, peer: Peer): void;
}): Promise<SipEndpoint> {
  const socket = createSocket("udp4").bind(options.port, loopback);
  await once(socket, "listening");
  const { port } = socket.address();
  const outgoing = new Map<string, Outgoing>();
  const answered = new Map<string, Buffer | null>();
  const timers = new Set<NodeJS.Timeout>();

  function later(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms).unref();
    timers.add(timer);
    return timer;
  }

  function write(message: Buffer, peer: Peer): void {
    socket.send(message, peer.port, peer.address);
  }

  function receiveResponse(response: SipResponse): void {
    const transaction = outgoing.get(transactionKey(response, sequenceOf(response).method));
    if (transaction === undefined) return;
    clearTimeout(transaction.repeat);
    const { request, peer } = transaction;
    if (request.method === "INVITE" && response.status >= 300)
      write(formatSip(inTransactionOf(request, "ACK", headerValue(response, "to"))), peer);
    transaction.onResponse(response);
  }

  function receiveRequest(request: SipRequest, peer: Peer): void {
    const key = transactionKey(request, request.method);
    const previous = answered.get(key);
    if (previous) write(previous, peer);
    if (previous !== undefined) return; // a repetition; null: the first is still being handled
    if (request.method !== "ACK") {
      answered.set(key, null);
      later(patienceMs, () => answered.delete(key));
    }
    options.onRequest(request, peer);
  }

  socket.on("message", (datagram, peer) => {
    const message = parseSip(datagram);
    if (message?.type === "response") receiveResponse(message);
    if (message?.type === "request") receiveRequest(message, peer);
  });

  return {
    host: loopback,
    port,
    request(request, peer, onResponse) {
      const key = transactionKey(request, request.method);
      const datagram = formatSip(request);
      const sendAndRepeat = (afterMs: number): NodeJS.Timeout => {
        write(datagram, peer);
        return later(afterMs, () => {
          const transaction = outgoing.get(key);
          if (transaction) transaction.repeat = sendAndRepeat(Math.min(afterMs * 2, 4000));
        });
      };
      outgoing.set(key, { request, peer, onResponse, repeat: sendAndRepeat(firstRepeatMs) });
      // A ringing telephone may take longer than the patience for a first response.
      later(request.method === "INVITE" ? 4 * patienceMs : patienceMs, () => outgoing.delete(key));
    },
    send: (request, peer) => write(formatSip(request), peer),
    respond(request, peer, { status, reason, tag, headers = [], body = "" }) {
      const response = formatSip({
        type: "response",
        status,
        reason,
        headers: [...echoedHeaders(request, tag), ["Contact", `<sip:bridge@${loopback}:${port}>`], ...headers],
        body,
      });
      answered.set(transactionKey(request, request.method), response);
      write(response, peer);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      socket.close();
    },
  };
}

export function newBranch(): string {
  return `z9hG4bK${randomBytes(8).toString("hex")}`; // RFC 3261, section 8.1.1.7: every branch begins with these letters
}

function transactionKey(message: SipRequest | SipResponse, method: string): string {
  return `${branchOf(message)} ${method}`;
}

/** RFC 3261, section 8.2.6.2: what a response repeats of its request. */
function echoedHeaders(request: SipRequest, tag: string | undefined): HeaderLine[] {
  const lines = (name: string, shown: string) => headerValues(request, name).map((value) => [shown, value] as const);
  const to = lines("to", "To").map(
    ([name, value]) => [name, tag === undefined || tagIn(value) ? value : `${value};tag=${tag}`] as const,
  );
  return [
    ...lines("via", "Via"),
    ...lines("from", "From"),
    ...to,
    ...lines("call-id", "Call-ID"),
    ...lines("cseq", "CSeq"),
  ];
}
