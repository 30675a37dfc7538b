import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Failure } from "../failure.ts";

export interface SimulateOptions {
  readonly filter?: string;
  readonly list?: boolean;
  readonly bail?: boolean;
  readonly transcript?: boolean;
  readonly html?: string;
  readonly junit?: string;
  readonly keepData?: boolean;
  readonly json?: boolean;
}

/** Scenarios run in a separate process, because the command line must not import the simulation. */
const main = join(import.meta.dirname, "..", "..", "simulation", "main.ts");

/** @throws Failure if a scenario fails or is invalid. The child process has already shown the reason. */
export async function simulate(files: readonly string[], options: SimulateOptions): Promise<void> {
  const child = spawn(process.execPath, ["--no-warnings", main, ...words(options), "--", ...files], {
    stdio: "inherit",
  });
  const [exitCode] = await once(child, "exit");
  if (exitCode !== 0) throw new Failure("Not every scenario passed.");
}

function words({ filter, list, bail, transcript, html, junit, keepData, json }: SimulateOptions): readonly string[] {
  const flags = { "--list": list, "--bail": bail, "--transcript": transcript, "--keep-data": keepData, "--json": json };
  const values = { "--filter": filter, "--html": html, "--junit": junit };
  return [
    ...Object.entries(flags).flatMap(([name, given]) => (given ? [name] : [])),
    ...Object.entries(values).flatMap(([name, given]) => (given === undefined ? [] : [name, given])),
  ];
}
