/** Packets of audio and of keys (RTP, RFC 3550; telephone events, RFC 4733). */

export interface RtpPacket {
  readonly payloadType: number;
  readonly timestamp: number;
  readonly payload: Buffer;
}

export const keys = "0123456789*#ABCD";
const headerBytes = 12;

export function readRtp(datagram: Buffer): RtpPacket | undefined {
  if (datagram.length < headerBytes || datagram.readUInt8(0) >> 6 !== 2) return undefined;
  const contributors = datagram.readUInt8(0) & 15;
  return {
    payloadType: datagram.readUInt8(1) & 127,
    timestamp: datagram.readUInt32BE(4),
    payload: datagram.subarray(headerBytes + 4 * contributors),
  };
}

export function writeRtp(packet: RtpPacket & { readonly sequence: number; readonly source: number }): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(128, 0);
  header.writeUInt8(packet.payloadType, 1);
  header.writeUInt16BE(packet.sequence & 0xffff, 2);
  header.writeUInt32BE(packet.timestamp >>> 0, 4);
  header.writeUInt32BE(packet.source, 8);
  return Buffer.concat([header, packet.payload]);
}

/** The key of an event's last packets, which are sent three times with one timestamp; undefined while it is held. */
export function endedKey({ payload }: RtpPacket): string | undefined {
  if (payload.length < 4 || !(payload.readUInt8(1) & 128)) return undefined;
  return keys[payload.readUInt8(0)];
}

/** One packet of a held key, or of its end. `duration` is in samples. */
export function keyPayload(key: string, duration: number, ended: boolean): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt8(keys.indexOf(key), 0);
  payload.writeUInt8((ended ? 128 : 0) | 10, 1); // 10: -10 dBm0, the usual loudness
  payload.writeUInt16BE(duration, 2);
  return payload;
}
