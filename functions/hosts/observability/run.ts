import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Plan, Process } from "./plan.ts";

const readyMs = 60_000;

/**
 * Carries the plan out until Ctrl-C, or until one of the programs ends by itself; then the others are ended too.
 * @returns the exit code
 */
export async function run({ files, processes, missing, notes }: Plan, folder: string): Promise<number> {
  for (const line of missing) console.log(line);
  if (processes.length === 0) return 1;
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
  }
  const ended = new AbortController();
  let stopped = false;
  const stop = () => {
    stopped = true;
    ended.abort();
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const running = processes.map((each) => start(each, folder));
  for (const { child } of running) child.once("exit", () => ended.abort()).once("error", () => ended.abort());
  await Promise.all(running.map(({ process }) => announce(process, folder, ended.signal)));
  for (const line of notes) console.log(line);
  await until(ended.signal);
  const failed = running.find(({ child }) => child.exitCode !== null || child.pid === undefined);
  if (failed && !stopped)
    console.error(`${failed.process.name} ended by itself. ${logOf(failed.process, folder)} says why.`);
  await Promise.all(running.map(({ child }) => end(child)));
  return stopped ? 0 : 1;
}

interface Running {
  readonly process: Process;
  readonly child: ChildProcess;
}

function start(process: Process, folder: string): Running {
  const child = spawn(process.command, process.args, { stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(logOf(process, folder), { mode: 0o600 });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return { process, child };
}

const logOf = ({ name }: Process, folder: string) => join(folder, `${name.toLowerCase()}.log`);

/** Prints the link once the program answers. */
async function announce(process: Process, folder: string, ended: AbortSignal): Promise<void> {
  const { name, ready, link } = process;
  const lateMs = performance.now() + readyMs;
  while (!ended.aborted && performance.now() < lateMs) {
    const isReady = await fetch(ready, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady && !ended.aborted) return console.log(`${name}: ${link}`);
    await wait(200);
  }
  if (!ended.aborted) console.log(`${name} does not answer yet at ${link} (${logOf(process, folder)})`);
}

function until(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** Programs store what they hold before they end. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = Promise.withResolvers<void>();
  child.once("exit", () => exited.resolve());
  child.kill("SIGTERM");
  await exited.promise;
}
