import { createHash } from "node:crypto";
import { isObject, listOf, objectOf, textOf } from "../json.ts";

/** Audio in a request's newest message. */
export interface HeardAudio {
  readonly sha256: string;
  /** What the file's own comment says that is spoken in it; empty without one. */
  readonly spoken: string;
}

/** The types that Gemini reads (ai.google.dev/gemini-api/docs/audio; Vertex AI, "Audio understanding"). */
const audioTypes = new Set(
  ["wav", "x-wav", "mp3", "mpeg", "mpga", "aiff", "aac", "x-aac", "ogg", "flac", "mp4", "m4a", "webm", "opus"].map(
    (type) => `audio/${type}`,
  ),
);

/** Gemini's error for an audio part that it does not take; null when it takes them all. */
export function audioProblem(contents: readonly unknown[]): string | null {
  for (const { mimeType, data } of contents.flatMap(audioIn)) {
    if (!audioTypes.has(mimeType)) return `Unsupported MIME type: ${mimeType}`;
    if (data.length === 0) return "Unable to process input audio. Please retry or report.";
  }
  return null;
}

/** The audio of one content. */
export function heardIn(content: unknown): readonly HeardAudio[] {
  return audioIn(content).map(({ data }) => ({
    sha256: createHash("sha256").update(data).digest("hex"),
    spoken: spokenIn(data),
  }));
}

function audioIn(content: unknown): readonly { readonly mimeType: string; readonly data: Buffer }[] {
  return listOf(objectOf(content).parts).flatMap((part) => {
    const { inlineData } = objectOf(part);
    if (!isObject(inlineData)) return [];
    const mimeType = textOf(inlineData.mimeType).toLowerCase();
    return mimeType.startsWith("audio/") ? [{ mimeType, data: Buffer.from(textOf(inlineData.data), "base64") }] : [];
  });
}

/**
 * The stand-in has no ears. It reads what is spoken from the COMMENT of an Ogg file's comment header, where the author
 * of a test writes it (xiph.org, "Ogg Vorbis I format specification: comment field"; RFC 7845 for Opus).
 */
function spokenIn(file: Buffer): string {
  const tags = file.subarray(0, 70_000).indexOf("OpusTags");
  if (!file.subarray(0, 4).equals(Buffer.from("OggS")) || tags < 0) return "";
  let at = tags + 8;
  const next = (): Buffer => {
    const length = at + 4 <= file.length ? file.readUInt32LE(at) : 0;
    at += 4 + length;
    return file.subarray(at - length, at);
  };
  next();
  const count = at + 4 <= file.length ? file.readUInt32LE(at) : 0;
  at += 4;
  for (let index = 0; index < count && at < file.length; index += 1) {
    const comment = next().toString("utf8");
    if (/^comment=/i.test(comment)) return comment.slice("comment=".length);
  }
  return "";
}
