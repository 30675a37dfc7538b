import { setTimeout as sleep } from "node:timers/promises";
import { inRealTime } from "../../tests/voice/real-time.ts";
import { english, openTestCall, reply } from "./testing/call-fixture.ts";

inRealTime();

/**
 * From the caller's last voiced sample to the agent's first one, without any transport. Measured over 20 turns at a
 * load of 15 on 2 cores: a model of 0 ms p50 205, p95 226; of 400 ms p50 472, p95 494 (28 November 2026).
 */
it("answers while the caller's turn is only about to end", async () => {
  const modelMs = 400;
  const test = await openTestCall({
    script: english("What does it cost?"),
    async answer({ emit }) {
      await sleep(modelMs);
      emit?.({ type: "token", text: "It costs five hundred rupees." });
      return reply("It costs five hundred rupees.");
    },
    tts: { msPerCharacter: 12 },
  });
  try {
    await test.start();
    await test.event("greeted");
    await sleep(1_200);
    const took: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const before = test.ear.heardAt.length;
      await test.caller.say(0, 400);
      while (test.ear.heardAt.length === before) await sleep(2);
      took.push((test.ear.heardAt[before] ?? 0) - test.caller.lastVoicedAt);
      await sleep(600);
    }
    const [, , median = 0] = took.sort((a, b) => a - b);
    expect(median).toBeGreaterThanOrEqual(modelMs);
    expect(median).toBeLessThan(1_000);
  } finally {
    await test.close();
  }
});
