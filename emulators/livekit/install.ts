import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { commandPath, liveKitVersion, rigFolder, versionOf } from "./find.ts";

/**
 * `npm run livekit:install`: installs what the tests of calls, of printed documents and of metrics need and this machine lacks,
 * at most about five minutes.
 * It prints one line for each part and exits with 1 if any is missing; the tests of that part are skipped then.
 */

/** A command, and the Debian package it comes with. */
const commands = {
  "redis-server": "redis-server",
  sipp: "sip-tester",
  baresip: "baresip",
  sox: "sox",
  ffmpeg: "ffmpeg",
  chromium: "chromium",
  "espeak-ng": "espeak-ng",
  pdftotext: "poppler-utils",
} as const;

/** Checks the metrics, rules and queries. Its package is large, so it comes last and keeps nothing else from coming. */
const promtool = { promtool: "prometheus" } as const;

const serverModule = `github.com/livekit/livekit-server/cmd/server@v${liveKitVersion}`;

const results = await Promise.all([installServer(), installCommands(commands)]);
const lines = [...results.flat(), ...(await installCommands(promtool))];
for (const { part, problem } of lines) process.stdout.write(`${part}: ${problem ?? "installed"}\n`);
process.exitCode = lines.some(({ problem }) => problem !== null) ? 1 : 0;

interface Result {
  readonly part: string;
  /** Why the part is missing, in one line. */
  readonly problem: string | null;
}

/** Builds the server with Go. It appears under its name once it is whole, because other checkouts share the folder. */
async function installServer(): Promise<Result[]> {
  const part = `LiveKit server ${liveKitVersion}`;
  const server = join(rigFolder, "server");
  if (existsSync(server) && versionOf(server) === liveKitVersion) return [{ part, problem: null }];
  if (commandPath("go") === undefined) return [{ part, problem: "missing, because Go is not installed (go.dev/dl)" }];
  await mkdir(rigFolder, { recursive: true });
  const folder = await mkdtemp(join(rigFolder, "build-"));
  try {
    const build = ["go", "install", "-ldflags=-s -w", serverModule];
    const problem = await execute(["env", `GOBIN=${folder}`, ...build], 240_000);
    if (problem === null) await rename(join(folder, "server"), server);
    return [{ part, problem }];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function installCommands(wanted: Readonly<Record<string, string>>): Promise<Result[]> {
  const missing = () => Object.entries(wanted).filter(([command]) => commandPath(command) === undefined);
  const packages = missing().map(([, name]) => name);
  const problem = packages.length === 0 ? null : await installPackages(packages);
  const stillMissing = new Map<string, string>(missing());
  return Object.entries(wanted).map(([command, name]) => ({
    part: command,
    problem: stillMissing.has(command) ? `${problem ?? "missing"}; apt-get install ${name}` : null,
  }));
}

async function installPackages(packages: readonly string[]): Promise<string | null> {
  if (commandPath("apt-get") === undefined) return "missing, and this machine has no apt-get";
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await execute(["sudo", "-n", "true"], 5_000)) !== null) return "missing, and apt-get needs root";
  const apt = (args: readonly string[], timeoutMs: number) => {
    // A lock that another apt-get holds is waited for.
    const command = [
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      "-qq",
      "-o",
      "DPkg::Lock::Timeout=60",
      ...args,
    ];
    return execute(isRoot ? command : ["sudo", "-n", ...command], timeoutMs);
  };
  // An index that cannot be refreshed may still be good enough.
  const refreshed = await apt(["update"], 60_000);
  const installed = await apt(["install", "-y", "--no-install-recommends", ...packages], 180_000);
  return installed === null ? null : [installed, refreshed].filter((problem) => problem !== null).join("; ");
}

/** Runs a command. @returns null, or in one line why it failed. */
function execute([name = "", ...args]: readonly string[], timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { timeout: timeoutMs, stdio: ["ignore", "ignore", "pipe"] });
    let lastLine = "";
    child.stderr.on("data", (chunk: Buffer) => {
      lastLine = `${lastLine}${chunk}`.trimEnd().split("\n").at(-1) ?? "";
    });
    child.once("error", (error) => resolve(`${name} does not run (${error.message})`));
    child.once("close", (code, signal) => {
      if (code === 0) return resolve(null);
      const end = signal === null ? `failed with ${code}` : `was stopped after ${timeoutMs / 1000} s`;
      resolve(`${[name, ...args].join(" ")} ${end}: ${lastLine}`);
    });
  });
}
