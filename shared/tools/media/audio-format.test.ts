import { spokenOgg } from "../../../tests/spoken-audio.fixture.ts";
import { audioFormatOf } from "./audio-format.ts";

const ascii = (...parts: readonly (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
const uint32 = (value: number, littleEndian = false) => {
  const bytes = Buffer.alloc(4);
  if (littleEndian) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
};

test("an Ogg file states its length in its last page", () => {
  expect(audioFormatOf(spokenOgg("hello", 75))).toEqual({ contentType: "audio/ogg", seconds: 75 });
});

test("a WAV file's length follows from its bytes a second", () => {
  const header = ascii("RIFF", uint32(0), "WAVEfmt ", uint32(16, true), Buffer.alloc(8), uint32(16_000, true));
  const file = Buffer.concat([header, Buffer.alloc(16_000 * 3 - header.length)]);
  expect(audioFormatOf(file)).toEqual({ contentType: "audio/wav", seconds: 3 });
});

test("an MP4 file states its length in its movie header", () => {
  const header = ascii(uint32(24), "ftypM4A ", Buffer.alloc(12), uint32(108), "moov", uint32(100));
  const movie = ascii("mvhd", Buffer.alloc(12), uint32(1_000), uint32(42_000), Buffer.alloc(80));
  expect(audioFormatOf(Buffer.concat([header, movie]))).toEqual({ contentType: "audio/mp4", seconds: 42 });
});

test.each([
  ["MP3 with tags", "ID3\x04", "audio/mpeg"],
  ["MP3", "\xff\xfb\x90\x00", "audio/mpeg"],
  ["AAC", "\xff\xf1\x50\x80", "audio/aac"],
  ["FLAC", "fLaC\x00", "audio/flac"],
])("%s is known by its first bytes", (_, head, contentType) => {
  expect(audioFormatOf(ascii(head, Buffer.alloc(100)))).toEqual({ contentType, seconds: null });
});

test.each(["#!AMR\n", "", "OggS", "RIFF", "<html>", "\xff"])("%j is no readable audio, or has no length", (head) => {
  expect(audioFormatOf(ascii(head))?.seconds ?? null).toBeNull();
});
