import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { noteCallTaken } from "./after-greetings.ts";

/** Milliseconds that a process started with this environment waits before it loads anything. */
function waits(env: NodeJS.ProcessEnv): number {
  const script = `
    const { afterGreetings } = await import(${JSON.stringify(join(import.meta.dirname, "after-greetings.ts"))});
    const since = performance.now();
    await afterGreetings();
    console.log(Math.round(performance.now() - since));`;
  const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], options));
}

test("a process that starts beside a new call lets its caller be greeted, for as long as that takes", () => {
  const before = Date.now();
  noteCallTaken();
  const takenAt = Number(process.env.VOICE_CALL_TAKEN_AT);
  expect(takenAt).toBeGreaterThanOrEqual(before);
  expect(takenAt).toBeLessThanOrEqual(Date.now());
  // Taken an hour ahead: the clock was set back, and the process must not wait that long.
  const longest = waits({ VOICE_CALL_TAKEN_AT: String(takenAt + 3_600_000) });
  expect(longest).toBeGreaterThanOrEqual(1_450);
  expect(longest).toBeLessThan(60_000);
  expect(waits({ VOICE_CALL_TAKEN_AT: String(takenAt - 3_600_000) })).toBeLessThan(longest);
});
