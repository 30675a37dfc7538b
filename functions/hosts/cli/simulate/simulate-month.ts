import { spawn } from "node:child_process";
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
const main = join(import.meta.dirname, "..", "..", "simulation", "month", "main.ts");
const minutesOfDay = 1_440;

/** @throws Failure if a figure differs. The child process has already shown it. */
export async function simulateMonth({ killTwice = false, json, ...size }: SimulateMonthOptions): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "month-"));
  const minutes = size.days * minutesOfDay;
  const words = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const args = ["--no-warnings", main, "--data", data, ...words, ...(json ? ["--json"] : [])];
  try {
    for (const share of killTwice ? [1 / 3, 2 / 3] : []) await playUntil(args, Math.floor(minutes * share));
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    const [exitCode] = await once(child, "exit");
    if (exitCode !== 0) throw new Failure("Not every figure of the month is what its raw records give.");
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
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
