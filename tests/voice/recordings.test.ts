import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findLiveKit } from "../../emulators/livekit/find.ts";
import { until } from "../contracts/open-platform.ts";
import { skipped } from "../skipped.ts";
import { inRealTime } from "./real-time.ts";
import { startTalk } from "./talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "./voice-stage.ts";

inRealTime();

const search = findLiveKit(process.env.LIVEKIT_SERVER);
const recorded = { voice: "{ recording: { enabled: true } }" };

if (search.found)
  describe("the recording of a call", () => {
    let stage: VoiceStage;
    /** Where agents' processes keep a call's sound while it lasts. */
    const temporary = mkdtempSync(join(tmpdir(), "recordings-"));
    beforeAll(async () => {
      stage = await openVoiceStage(search);
      await stage.startRunner({ TMPDIR: temporary });
    });
    afterAll(async () => {
      await endStage(stage);
      rmSync(temporary, { recursive: true });
    });

    const folders = () => readdirSync(join(temporary, "livekit-agents"));
    it("is kept in stereo, leaves nothing in the job's folder, and goes with the customer", async () => {
      const call = await startTalk(stage, "visitor-1", recorded);
      await call.exchange(0);
      expect(folders()).toHaveLength(1);
      await call.caller.leave();
      await call.ended();
      await until("the recording is kept", async () => (await call.record()).recording !== null);
      const { customer_id: customer, recording } = await call.record();
      const sound = () => fetch(recording?.url ?? "");
      const response = await sound();
      expect(response.status).toBe(200);
      const file = join(temporary, "call.ogg");
      writeFileSync(file, Buffer.from(await response.arrayBuffer()));
      expect(probed(file)).toMatchObject([{ codec_name: "opus", channels: 2 }]);
      await until("the job's folder is gone", () => folders().length === 0);
      const erased = await stage.product.api(`POST /v1/customers/${customer}/erase`, { client: call.client });
      expect(erased.status).toBe(202);
      await until("the recording is erased", async () => (await sound()).status === 404);
    });

    it("is lost where it cannot be kept: the record is complete, and the job's folder is gone", async () => {
      const call = await startTalk(stage, "visitor-2", recorded);
      await call.exchange(0);
      // A file in the place of the tenant's folder refuses every upload.
      const blobs = join(stage.product.dataDir, "blobs");
      mkdirSync(blobs, { recursive: true });
      writeFileSync(join(blobs, call.client), "");
      await call.caller.leave();
      const record = await call.ended();
      expect(record).toMatchObject({ outcome: "completed", recording: null });
      await until("the job's folder is gone", () => folders().length === 0);
      await until("it is logged", () => stage.output().includes("was not kept"));
    });
  });
else skipped(`recordings of calls: ${search.notice}`);

/** The sound's streams, by ffprobe where the machine has it, else by the header of Opus (RFC 7845, section 5.1). */
function probed(file: string): readonly { readonly codec_name: string; readonly channels: number }[] {
  const { status, stdout } = spawnSync("ffprobe", ["-v", "error", "-show_streams", "-of", "json", file]);
  if (status === 0) return JSON.parse(stdout.toString()).streams;
  const header = readFileSync(file);
  return [{ codec_name: "opus", channels: header[header.indexOf("OpusHead") + 9] ?? 0 }];
}
