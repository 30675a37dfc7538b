import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../../shared/project-root.ts";

const command = join(projectRoot, "node_modules/.bin/functions-framework");
const giveUpMs = 120_000;

/** A deployed instance's process: functions-framework's own command, serving one target. */
export interface FunctionProcess {
  readonly url: string;
  readonly startedAt: number;
  /** Retries until the process listens. @throws Error with its output when it ends or never responds. */
  firstAnswer(path: string, request?: RequestInit): Promise<Response>;
  /** Resident memory and CPU time so far. */
  usage(): { readonly residentMb: number; readonly cpuMs: number };
  /** Files the process has loaded so far: paths in the project, or `node:` names. */
  loaded(): readonly string[];
  output(): string;
  /** Sends SIGTERM. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

export async function startFunction(options: {
  readonly source: string;
  readonly target: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Recording costs time, so it is off where time is measured. */
  readonly recordsModules?: boolean;
}): Promise<FunctionProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "function-"));
  const modulesFile = join(folder, "modules");
  const recording = {
    NODE_OPTIONS: `--import=${join(projectRoot, "tests/deployment/record-modules.mjs")}`,
    MODULES_FILE: modulesFile,
  };
  const startedAt = performance.now();
  const child = spawn(command, ["--source", options.source], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      FUNCTION_TARGET: options.target,
      ...options.environment,
      ...(options.recordsModules ? recording : {}),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => written.push(text));
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    startedAt,
    async firstAnswer(path, request) {
      for (;;) {
        if (child.exitCode !== null) throw new Error(`${options.target} exited: ${written.join("")}`);
        if (performance.now() - startedAt > giveUpMs)
          throw new Error(`${options.target} does not respond: ${written.join("")}`);
        try {
          return await fetch(`${url}${path}`, request);
        } catch {
          await sleep(3); // not listening yet
        }
      }
    },
    usage: () => usageOf(child),
    loaded: () => readFileSync(modulesFile, "utf8").trim().split("\n"),
    output: () => written.join(""),
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** From /proc (man 5 proc): user and system time are fields 14 and 15, in hundredths of a second. */
function usageOf({ pid }: ChildProcess): { readonly residentMb: number; readonly cpuMs: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const residentKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return { residentMb: residentKb / 1024, cpuMs: (Number(afterName[11]) + Number(afterName[12])) * 10 };
}
