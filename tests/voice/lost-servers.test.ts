import { setTimeout as sleep } from "node:timers/promises";
import { findLiveKit } from "../../emulators/livekit/find.ts";
import { freePort } from "../../emulators/server-process.ts";
import { until } from "../contracts/open-platform.ts";
import type { NodeProcess } from "../flows/stage/node-process.ts";
import { skipped } from "../skipped.ts";
import { inRealTime } from "./real-time.ts";
import { script } from "./script.ts";
import { join, openCall, saidBy, startTalk } from "./talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "./voice-stage.ts";

inRealTime();

const search = findLiveKit(process.env.LIVEKIT_SERVER);
const [first, second] = script.map(({ text }) => text);

if (search.found)
  describe("a call outlives", () => {
    let stage: VoiceStage;
    let runner: NodeProcess;
    beforeAll(async () => {
      stage = await openVoiceStage(search);
    });
    beforeEach(async () => {
      runner = await stage.startRunner();
    });
    afterEach(() => runner.signal("SIGKILL"));
    afterAll(() => endStage(stage));

    it("a kill of the LiveKit server: caller and agent come back, and the talk goes on", async () => {
      const call = await startTalk(stage, "visitor-1");
      await call.exchange(0);
      await stage.killLiveKit();
      await sleep(3_000);
      await stage.startLiveKit();
      const restartedAt = performance.now();
      await until("the runner is connected again", stage.isHealthy);
      // A sentence that is said while the line is down is lost, as on any telephone: the caller says it again.
      const isHeard = async () => saidBy(await call.record(), "customer").length > 1;
      for (let tries = 0; tries < 8 && !(await isHeard()); tries += 1) {
        await call.caller.say(1);
        await sleep(3_000);
      }
      expect(await isHeard()).toBe(true);
      process.stdout.write(`answered ${Math.round(call.caller.heard.beganAt - restartedAt)} ms after the restart\n`);
      expect(call.caller.heard.beganAt).toBeGreaterThan(restartedAt);
      // An operator ends it: rtc-node's own `disconnect` never resolves in a room that it came back to, nor does it
      // always notice that it was put out of one.
      const end = await stage.product.api(`POST /v1/calls/${call.opened.call_id}/end`, { client: call.client });
      expect(end.status).toBeLessThan(300);
      const record = await call.ended();
      expect(saidBy(record, "customer").slice(0, 2)).toEqual([first, second]);
      expect(record.outcome).toBe("completed");
    });

    it("a kill of its whole runner, where another one runs", async () => {
      const call = await startTalk(stage, "visitor-2");
      await call.exchange(0);
      const other = await stage.startRunner({ VOICE_PORT: String(await freePort()) });
      const killedAt = performance.now();
      // Its idle processes hold its output open for ten seconds more, in which the caller already hears the next agent.
      const killed = runner.signal("SIGKILL");
      await until("another agent speaks", () => call.caller.heard.beganAt > killedAt);
      process.stdout.write(
        `a killed runner's call was taken over after ${Math.round(call.caller.heard.beganAt - killedAt)} ms\n`,
      );
      await killed;
      runner = other;
      await call.quiet(1_000);
      await call.exchange(1);
      await call.caller.leave();
      const record = await call.ended();
      expect(saidBy(record, "customer")).toEqual([first, second]);
    });

    it("the runner's SIGTERM: it takes no more calls, and ends after the last", async () => {
      const call = await startTalk(stage, "visitor-3");
      const exit = runner.signal("SIGTERM");
      await sleep(500);
      await call.exchange(0);
      const late = await join(stage, call.client, await openCall(stage, call.client, "visitor-4"));
      await call.exchange(1);
      await sleep(1_000);
      expect(late.caller.heard.beganAt).toBe(0);
      expect(runner.output().includes(late.opened.call_id)).toBe(false);
      await Promise.all([call, late].map(({ caller }) => caller.leave()));
      expect(await exit).toBe(0);
      expect(await call.ended()).toMatchObject({ outcome: "completed" });
    });
  });
else skipped(`calls that lose a server: ${search.notice}`);
