import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { projectRoot } from "../../shared/project-root.ts";

const main = join(projectRoot, "functions/hosts/cli/main.ts");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as the operator does. */
export async function command(...words: readonly string[]): Promise<Ended> {
  return startCommand(words).ended;
}

/** Runs a command until `when` holds, then kills it with SIGKILL. @throws Error when it ends before. */
export async function killWhen(when: () => boolean, ...words: readonly string[]): Promise<void> {
  const { child, ended } = startCommand(words);
  if (child.pid !== undefined) setPriority(child.pid, 19); // otherwise a busy machine may let it finish before the check
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && !when()) await new Promise((resolve) => setTimeout(resolve, 1));
  if (over) throw new Error(`The command ended before it could be killed: ${(await ended).stderr}`);
  child.kill("SIGKILL");
  await ended;
}

function startCommand(words: readonly string[]) {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--no-warnings", main, ...words], {
    env: { PATH, HOME, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)]).then(
    ([code, stdout, stderr]): Ended => ({ code, stdout, stderr }),
  );
  return { child, ended };
}
