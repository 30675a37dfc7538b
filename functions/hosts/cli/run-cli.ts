import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in its own process; for tests. `env` replaces this process's environment. */
export async function runCli(words: readonly string[], stdin = "", env?: NodeJS.ProcessEnv): Promise<CliResult> {
  const main = join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, [main, ...words], env === undefined ? {} : { env });
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stdin.end(stdin);
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { exitCode, stdout, stderr };
}
