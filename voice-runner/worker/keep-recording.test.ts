import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TenantId } from "../../shared/platform/tenant.ts";
import { keepRecording } from "./keep-recording.ts";

const call = { tenantId: TenantId.parse("clinic"), callId: "call-1", jobId: "AJ_1" };
const folder = (sound?: string) => {
  const path = mkdtempSync(join(tmpdir(), "session-"));
  if (sound !== undefined) writeFileSync(join(path, "audio.ogg"), sound);
  writeFileSync(join(path, "session_report.json"), "what was said");
  return path;
};
const refusing = { put: async () => Promise.reject(new Error("The bucket is away.")) };

it("uploads what was recorded and leaves nothing of it in the job's folder", async () => {
  const kept = new Map<string, string>();
  const blobs = {
    put: async (_tenant: TenantId, name: string, body: Uint8Array, { contentType }: { contentType: string }) => {
      kept.set(name, Buffer.from(body).toString());
      return { name, size: body.length, contentType, version: "1" };
    },
  };
  const path = folder("sound");
  expect(await keepRecording(blobs, call, path)).toBe("calls/call-1/AJ_1.ogg");
  expect([...kept]).toEqual([["calls/call-1/AJ_1.ogg", "sound"]]);
  expect(existsSync(path)).toBe(false);
});

it("leaves nothing behind when nothing was recorded, and when the upload fails", async () => {
  const [silent, failed] = [folder(), folder("sound")];
  expect(await keepRecording(refusing, call, silent)).toBeUndefined();
  await expect(keepRecording(refusing, call, failed)).rejects.toThrow("The bucket is away.");
  expect([silent, failed].map((path) => existsSync(path))).toEqual([false, false]);
});
