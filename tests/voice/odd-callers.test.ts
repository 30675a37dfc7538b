import { setTimeout as sleep } from "node:timers/promises";
import { findLiveKit } from "../../emulators/livekit/find.ts";
import { scriptRate, toneOf } from "../../voice-runner/providers/scripted/marked-audio.ts";
import { until } from "../contracts/open-platform.ts";
import { skipped } from "../skipped.ts";
import { inRealTime } from "./real-time.ts";
import { saidBy, startTalk } from "./talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "./voice-stage.ts";

inRealTime();

const search = findLiveKit(process.env.LIVEKIT_SERVER);
/** Asked once after 3 s, and hung up on after 3 s more. */
const impatient = { voice: "{ silence: { prompt_after: 3, max_prompts: 1 } }" };

if (search.found)
  describe("a caller who", () => {
    let stage: VoiceStage;
    beforeAll(async () => {
      stage = await openVoiceStage(search);
      await stage.startRunner();
    });
    afterAll(() => endStage(stage));

    it("never speaks is asked once, and hung up on", async () => {
      const call = await startTalk(stage, "visitor-1", impatient);
      const greetedAt = call.caller.heard.beganAt;
      await until("the agent asks", () => call.caller.heard.beganAt > greetedAt);
      await until("the caller is put out", () => !call.caller.room.isConnected);
      const record = await call.ended();
      expect(record.outcome).toBe("completed");
      expect(saidBy(record, "customer")).toEqual([]);
    });

    it("sends noise without a pause is asked over it, and hung up on", async () => {
      const call = await startTalk(stage, "visitor-2", impatient);
      const loud = Int16Array.from({ length: 30 * scriptRate }, () => (Math.random() - 0.5) * 20_000);
      const noise = call.caller.play(loud).catch(() => undefined);
      await until("the caller is put out", () => !call.caller.room.isConnected);
      expect(saidBy(await call.ended(), "customer")).toEqual([]);
      await call.caller.leave();
      await noise;
    });

    it("presses keys faster than anybody can, and some that no telephone has, is answered once", async () => {
      const call = await startTalk(stage, "visitor-3");
      const participant = call.caller.room.localParticipant;
      if (!participant) throw new Error("The caller is in no room.");
      const before = performance.now();
      for (let press = 0; press < 300; press += 1) await participant.publishDtmf(press % 10, String(press % 10));
      await participant.publishDtmf(12, "A");
      await participant.publishDtmf(99, "no key at all");
      await until("the agent answers", () => call.caller.heard.beganAt > before);
      await call.quiet(1_500);
      await call.exchange(0);
      await call.caller.leave();
      const [keys = "", ...rest] = saidBy(await call.ended(), "customer");
      expect(keys).toMatch(/^\d{32}$/);
      expect(rest).toEqual(["Which tests do you offer?"]);
    });

    it("goes on talking over a sound that nobody understands, and asks then, is answered", async () => {
      const call = await startTalk(stage, "visitor-4");
      await call.caller.play(toneOf(3_800, 6_000, scriptRate));
      await sleep(500);
      await call.exchange(0);
      await call.caller.leave();
      expect(saidBy(await call.ended(), "customer")).toContain("Which tests do you offer?");
    });
  });
else skipped(`odd callers: ${search.notice}`);
