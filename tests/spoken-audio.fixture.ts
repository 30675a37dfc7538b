/** An Ogg Opus file of this length whose comment says what is spoken in it, which the Gemini stand-in hears. */
export function spokenOgg(words: string, seconds = 4): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead");
  head[8] = 1;
  head[9] = 1;
  head.writeUInt32LE(16_000, 12);
  const one = Buffer.alloc(4);
  one.writeUInt32LE(1);
  const tags = Buffer.concat([Buffer.from("OpusTags"), counted("a test"), one, counted(`COMMENT=${words}`)]);
  const silence = Buffer.from([0xfc, 0xff, 0xfe]);
  return Buffer.concat([page(0, 0, head), page(1, 0, tags), page(2, seconds * 48_000, silence)]);
}

/** Without a checksum, which no reader here checks (RFC 3533). */
function page(sequence: number, position: number, packet: Buffer): Buffer {
  const segments = [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255];
  const header = Buffer.alloc(27);
  header.write("OggS");
  header.writeBigInt64LE(BigInt(position), 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = segments.length;
  return Buffer.concat([header, Buffer.from(segments), packet]);
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}
