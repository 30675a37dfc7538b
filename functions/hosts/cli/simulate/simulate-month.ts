import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { note } from "../output.ts";

export interface SimulateMonthOptions {
  readonly conversations: number;
  readonly days: number;
  readonly seed: number;
  readonly killTwice?: boolean;
  readonly json?: boolean;
}

/** The month runs in a separate process, because the command line must not import the simulation, and to be killed. */
const folder = join(import.meta.dirname, "..", "..", "simulation", "month");
const minutesOfDay = 1_440;

/** @throws Failure if a figure differs. The child process has already shown it. */
export async function simulateMonth({ killTwice = false, json, ...size }: SimulateMonthOptions): Promise<void> {
  const began = performance.now();
  const data = mkdtempSync(join(tmpdir(), "month-"));
  const minutes = size.days * minutesOfDay;
  const words = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const outside = spawn(process.execPath, ["--no-warnings", join(folder, "outside.ts")], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const { gemini, sandbox } = await placesOf(outside);
    const places = ["--gemini", gemini, "--sandbox", sandbox, ...(json ? ["--json"] : [])];
    const args = ["--no-warnings", join(folder, "main.ts"), "--data", data, ...words, ...places];
    for (const share of killTwice ? [1 / 3, 2 / 3] : []) await playUntil(args, Math.floor(minutes * share));
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    const [exitCode] = await once(child, "exit");
    note(`The whole month took ${Math.round((performance.now() - began) / 1_000)} s.`);
    if (exitCode !== 0) throw new Failure("Not every figure of the month is what its raw records give.");
  } finally {
    outside.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Where the stand-ins of the world outside are. */
async function placesOf(outside: ChildProcess): Promise<{ readonly gemini: string; readonly sandbox: string }> {
  const [told] = await Promise.race([once(outside, "message"), once(outside, "exit").then(() => [undefined])]);
  if (told === undefined) throw new Failure("The stand-ins of the month did not start.");
  return told;
}

/** Kills the process, as a loss of power to it alone would, when it has played so many minutes. */
async function playUntil(args: readonly string[], until: number): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.on("message", (told: { readonly minute: number }) => {
    if (told.minute >= until) child.kill("SIGKILL");
  });
  const [exitCode, signal] = await once(child, "exit");
  if (signal !== "SIGKILL") throw new Failure(`The month ended with ${exitCode ?? signal} before it was to be killed.`);
  note(`killed in minute ${until} of the month, goes on`);
}
