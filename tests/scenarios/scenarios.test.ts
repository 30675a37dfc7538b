import { type ChildProcess, spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { projectRoot } from "../../shared/project-root.ts";

/** Each scenario is its own test. All of them run in one process, sorted by name. */
const folder = join(projectRoot, "tests", "scenarios");
const files = globSync("**/*.yaml", { cwd: folder }).sort();

interface Result {
  readonly file: string;
  readonly failure: { readonly line: number; readonly step: string; readonly message: string } | null;
}

const results = new Map(files.map((file) => [join(folder, file), Promise.withResolvers<Result>()]));
let simulation: ChildProcess | undefined;

beforeAll(() => {
  const main = join(import.meta.dirname, "..", "..", "functions", "hosts", "cli", "main.ts");
  const child = spawn(process.execPath, [main, "simulate", "--json", folder]);
  simulation = child;
  const complaints = text(child.stderr);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const result = JSON.parse(line) as Result;
    results.get(result.file)?.resolve(result);
  });
  child.once("close", async () => {
    for (const { reject } of results.values()) reject(new Error(`It was not played: ${await complaints}`));
  });
  for (const { promise } of results.values()) promise.catch(() => undefined);
});

afterAll(() => {
  simulation?.kill();
});

it.each(files)(
  "%s",
  async (file) => {
    const result = await results.get(join(folder, file))?.promise;
    const { failure } = result ?? {};
    if (failure) throw new Error(`${file}:${failure.line} ${failure.step}: ${failure.message}`);
  },
  120_000,
);
