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

/** Scenarios run in a process of their own: the product is built on this command line's modules, never the reverse. */
const main = join(import.meta.dirname, "..", "..", "simulation", "main.ts");

/** @throws Failure when a scenario fails or cannot be read; what is wrong has been shown by then. */
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
