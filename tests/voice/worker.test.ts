import { z } from "zod";
import { findLiveKit } from "../../emulators/livekit/find.ts";
import { until } from "../contracts/open-platform.ts";
import { skipped } from "../skipped.ts";
import { inRealTime } from "./real-time.ts";
import { saidBy, startTalk } from "./talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "./voice-stage.ts";

inRealTime();

const search = findLiveKit(process.env.LIVEKIT_SERVER);

if (search.found)
  describe("a call from a page, through LiveKit", () => {
    let stage: VoiceStage;
    beforeAll(async () => {
      stage = await openVoiceStage(search);
      await stage.startRunner();
    });
    afterAll(() => endStage(stage));

    it("is greeted, answered, recorded in its conversation and ended when the caller leaves", async () => {
      const call = await startTalk(stage, "visitor-1");
      await call.exchange(0);
      await call.caller.leave();
      const { transcript, ...record } = await call.ended();
      expect(record).toMatchObject({ outcome: "completed", conversation_id: expect.any(String) });
      expect(record.greeted_after_ms).toBeGreaterThan(0);
      expect(transcript.map(({ role }) => role)).toEqual(["agent", "customer", "agent"]);
      expect(transcript[1]?.text).toBe("Which tests do you offer?");
    });

    it("gets another agent when its own is killed, which knows what was said", async () => {
      const call = await startTalk(stage, "visitor-2");
      await call.exchange(0);
      const killedAt = performance.now();
      process.kill(processOf(stage.output(), call.opened.call_id), "SIGKILL");
      await until("another agent speaks", async () => call.caller.heard.beganAt > killedAt);
      const silentMs = call.caller.heard.beganAt - killedAt;
      process.stdout.write(`a killed agent was replaced after ${Math.round(silentMs)} ms\n`);
      await call.quiet();
      await call.exchange(1);
      await call.caller.leave();
      const record = await call.ended();
      // The calls engine sends for another agent, and LiveKit gives a crashed job to a worker again: one leaves silently.
      expect(record.participants.filter(({ role }) => role === "agent").length).toBeGreaterThanOrEqual(2);
      expect(saidBy(record, "customer")).toEqual(["Which tests do you offer?", "What does a blood test cost?"]);
    });
  });
else skipped(`calls through LiveKit: ${search.notice}`);

/** The process that carries a call, by the runner's log. */
function processOf(output: string, callId: string): number {
  const line = output.split("\n").findLast((each) => each.includes("Call begins") && each.includes(callId)) ?? "{}";
  return z.object({ process: z.number() }).parse(JSON.parse(line)).process;
}
