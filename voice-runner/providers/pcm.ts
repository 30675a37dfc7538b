/** The samples of 16-bit little-endian mono sound. An odd last byte is left out. */
export function samplesOf(bytes: Uint8Array): Int16Array {
  // A copy: a Buffer's own memory may begin at an odd place.
  const whole = new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return new Int16Array(whole.buffer, 0, whole.length / 2);
}

/** The samples of a WAV file (RIFF, 16-bit mono). @throws Error when it is none */
export function samplesOfWav(file: Uint8Array): { readonly samples: Int16Array; readonly sampleRate: number } {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const isWav = buffer.length > 44 && buffer.toString("latin1", 0, 4) === "RIFF";
  const data = buffer.indexOf("data", 12, "latin1");
  if (!isWav || data === -1) throw new Error("The synthesiser gave no WAV file.");
  return { samples: samplesOf(buffer.subarray(data + 8)), sampleRate: buffer.readUInt32LE(24) };
}
