/** A tone of 440 Hz as 16-bit little-endian mono sound. */
export function tone(durationMs: number, sampleRate: number): Buffer {
  const sound = Buffer.alloc(Math.round((durationMs / 1_000) * sampleRate) * 2);
  for (let at = 0; at < sound.length / 2; at += 1)
    sound.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 440 * at) / sampleRate)), at * 2);
  return sound;
}

/** A WAV file (RIFF) of such sound. */
export function wav(sound: Buffer, sampleRate: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + sound.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(sound.length, 40);
  return Buffer.concat([header, sound]);
}
