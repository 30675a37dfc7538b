/** Where a telephone wants its audio, and how it sends keys (SDP, RFC 8866). */
export interface SessionDescription {
  readonly address: string;
  readonly port: number;
  /** The payload type of telephone events (RFC 4733); null for a telephone that has none. */
  readonly telephoneEvent: number | null;
}

/** Undefined where a description offers no audio in G.711 mu-law, the codec of every telephone line. */
export function readSessionDescription(body: string): SessionDescription | undefined {
  const [, port, formats = ""] = /^m=audio (\d+) \S+ ([\d ]+)/m.exec(body) ?? [];
  if (port === undefined || !formats.split(" ").includes("0")) return undefined;
  const event = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(body)?.[1];
  return {
    address: /^c=IN IP4 ([\d.]+)/m.exec(body)?.[1] ?? "127.0.0.1",
    port: Number(port),
    telephoneEvent: event === undefined ? null : Number(event),
  };
}

export function writeSessionDescription({ address, port, telephoneEvent }: SessionDescription): string {
  const events =
    telephoneEvent === null ? [] : [`a=rtpmap:${telephoneEvent} telephone-event/8000`, `a=fmtp:${telephoneEvent} 0-15`];
  const lines = [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    `m=audio ${port} RTP/AVP ${["0", ...(telephoneEvent === null ? [] : [telephoneEvent])].join(" ")}`,
    "a=rtpmap:0 PCMU/8000",
    ...events,
    "a=ptime:20",
    "a=sendrecv",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
