import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Blobs } from "../../shared/platform/blobs.ts";
import type { Call } from "../../shared/voice/call.ts";

/** LiveKit's recorder writes stereo Opus: the caller on the left, the agent on the right. */
const recordingFile = "audio.ogg";

/**
 * Uploads a call's recording and deletes the job's folder, which holds the caller's voice and, on Cloud Run, is memory.
 * The folder is deleted even if the upload fails.
 * @returns the blob's name, or undefined when nothing was recorded
 */
export async function keepRecording(
  blobs: Pick<Blobs, "put">,
  { tenantId, callId, jobId }: Pick<Call, "tenantId" | "callId"> & { readonly jobId: string },
  sessionDirectory: string,
): Promise<string | undefined> {
  try {
    const sound = await readFile(join(sessionDirectory, recordingFile)).catch(ignoreMissing);
    if (sound === undefined) return undefined;
    // An agent that takes over from a lost one has a recording of its own.
    const name = `calls/${callId}/${jobId}.ogg`;
    await blobs.put(tenantId, name, sound, { contentType: "audio/ogg" });
    return name;
  } finally {
    await rm(sessionDirectory, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
