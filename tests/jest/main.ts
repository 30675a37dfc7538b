import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * `npm test`: without words, what CI runs: the checks and every test. With words, jest alone on the files they name,
 * so that editing one file and running its test takes a second: `npm test -- shared/config/reading/load.test.ts`.
 */
const words = process.argv.slice(2);
const files = words.length === 0 ? [] : globSync("{functions,shared,emulators,tests,voice-runner}/**/*.test.ts");
for (const word of words) {
  if (word.startsWith("-") || files.some((file) => file.includes(word.replace(/^\.\//, "")))) continue;
  if (!/[/.]/.test(word)) continue; // the value of an option, such as `-t "a name"`
  console.error(`No test file's path contains ${word}. Usage: npm test -- [part of a path …] [jest's options]`);
  process.exit(1);
}

/** Tests that speak and listen in real time: they wait most of the time, and must run on the moment when they do not. */
const calls = "voice-runner/|tests/voice/|tests/browser/calls/";
/** `--forceExit`: what a test leaves open must not keep the run from ending. What follows is one more path to ignore. */
const wholeRun = ["--forceExit", "--testPathIgnorePatterns", "/node_modules/", "/dist-"];
/** Of one lane: a hanging test ends the run with its output instead of holding CI until CI's own limit. */
const longestMinutes = 60;
/** More failed files than these are not the machine's doing. */
const mostRunAgain = 6;

process.exitCode = words.length === 0 ? await runAll() : await ended(jest(words));

/**
 * One lane for calls, and beside it, with less claim to the processor, the checks and all other tests. The lane of calls
 * writes to a file: a pipe closes only when the last process that a test left behind has ended.
 */
async function runAll(): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "test-run-"));
  const [callOutput, callReport, report] = [
    join(directory, "calls.txt"),
    join(directory, "calls.json"),
    join(directory, "others.json"),
  ];
  const file = openSync(callOutput, "w");
  const callTests = jest(
    [...wholeRun, "--maxWorkers=1", ...reportTo(callReport), `--testPathPatterns=${calls}`],
    ["ignore", file, file],
  );
  // Listened for from the beginning: it may end long before the others.
  const callsEnded = ended(callTests);
  const checked = await ended(lessUrgent(spawn("npm", ["run", "check"], { stdio: "inherit" })));
  if (checked !== 0) {
    callTests.kill();
    return checked;
  }
  const others = await ended(lessUrgent(jest([...reportTo(report), ...wholeRun, calls])));
  const callsCode = await callsEnded;
  process.stdout.write(`\nThe tests of calls, which ran beside the others:\n${readFileSync(callOutput, "utf8")}`);
  const failed: string[] = [];
  for (const [code, of] of [
    [others, report],
    [callsCode, callReport],
  ] as const) {
    if (code === 0) continue;
    const files = failedFiles(of);
    if (files.length === 0) return code;
    failed.push(...files);
  }
  return failed.length === 0 ? 0 : runAgain(failed);
}

/**
 * A test may fail because the machine was busy with the other lane. A few failed files run once more, alone: what fails
 * then too is wrong. What passes then is named, for such a test depends on the machine's speed and wants mending.
 */
async function runAgain(files: readonly string[]): Promise<number> {
  if (files.length > mostRunAgain) return 1;
  console.log(`\nFailed, and run once more, alone:\n${files.join("\n")}\n`);
  const code = await ended(jest(["--forceExit", "--runInBand", "--runTestsByPath", ...files]));
  if (code === 0) console.log(`\nUNSTABLE: failed beside other work, passed alone:\n${files.join("\n")}`);
  return code;
}

/** The test files that failed; none when jest did not come to its end, whatever had failed by then. */
function failedFiles(report: string): readonly string[] {
  if (!existsSync(report)) return [];
  const results: { readonly testResults: readonly { readonly name: string; readonly status: string }[] } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  return results.testResults.filter(({ status }) => status === "failed").map(({ name }) => name);
}

function reportTo(file: string): readonly string[] {
  return ["--json", `--outputFile=${file}`];
}

function lessUrgent(child: ChildProcess): ChildProcess {
  if (child.pid !== undefined) setPriority(child.pid, 10);
  return child;
}

function jest(args: readonly string[], stdio: StdioOptions = "inherit"): ChildProcess {
  const options = ["--experimental-vm-modules", "--no-warnings", "node_modules/jest/bin/jest.js"];
  return spawn(process.execPath, [...options, ...args], { stdio });
}

/** The exit code; 1 for a process that a signal ended, that did not start, or that did not end in time. */
function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      console.error(`Ended after ${longestMinutes} minutes: ${child.spawnargs.join(" ")}`);
      child.kill("SIGKILL");
    }, longestMinutes * 60_000);
    const finish = (code: number) => {
      clearTimeout(limit);
      resolve(code);
    };
    child.once("error", () => finish(1));
    child.once("exit", (code) => finish(code ?? 1));
  });
}
