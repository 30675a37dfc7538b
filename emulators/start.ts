import { parseArgs } from "node:util";
import { startGemini } from "./gemini.ts";
import type { StandIn } from "./http.ts";
import { startSandbox } from "./sandbox.ts";
import { startTrapSite, type TrapSite } from "./trap-site.ts";

export interface StandIns {
  readonly gemini: StandIn;
  readonly sandbox: StandIn;
  readonly traps: TrapSite;
  close(): Promise<void>;
}

/** Starts every stand-in. Port 0 picks a free port. If one fails, all are stopped. */
export async function startStandIns(
  ports: {
    readonly geminiPort?: number | undefined;
    readonly sandboxPort?: number | undefined;
    readonly trapsPort?: number | undefined;
  } = {},
): Promise<StandIns> {
  const started = await Promise.allSettled([
    startGemini({ port: ports.geminiPort ?? 8091 }),
    startSandbox({ port: ports.sandboxPort ?? 8092 }),
    // Beside a sandbox that was moved, the usual port may be another instance's.
    startTrapSite({ port: ports.trapsPort ?? (ports.sandboxPort === undefined ? 8096 : 0) }),
  ]);
  const [gemini, sandbox, traps] = started;
  if (gemini.status === "fulfilled" && sandbox.status === "fulfilled" && traps.status === "fulfilled") {
    const standIns = { gemini: gemini.value, sandbox: sandbox.value, traps: traps.value };
    const all = Object.values(standIns);
    return { ...standIns, close: async () => void (await Promise.all(all.map((each) => each.close()))) };
  }
  await Promise.all(started.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
  throw started.find((one) => one.status === "rejected")?.reason;
}

const help = `Runs the stand-ins for the services outside: they speak the real protocols and keep everything in memory.

  node emulators/start.ts [--gemini-port 8091] [--sandbox-port 8092] [--traps-port 8096]

  --gemini-port N    the Gemini stand-in       (0: any free port)
  --sandbox-port N   Twilio, the tenant's API… (0: a free port)
  --traps-port N     a web site of traps        (0: a free port)
  --help             this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "gemini-port": { type: "string" },
      "sandbox-port": { type: "string" },
      "traps-port": { type: "string" },
      help: { type: "boolean" },
    } as const,
  });
  if (values.help) return console.log(help);
  const geminiPort = portOf("--gemini-port", values["gemini-port"]);
  const sandboxPort = portOf("--sandbox-port", values["sandbox-port"]);
  const trapsPort = portOf("--traps-port", values["traps-port"]);
  const standIns = await startStandIns({ geminiPort, sandboxPort, trapsPort });
  console.log(`gemini   ${standIns.gemini.url}\ntraps    ${standIns.traps.url}\nsandbox  ${standIns.sandbox.url}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void standIns.close());
}

function portOf(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`${option} must be a port from 0 to 65535, but is "${value}".`);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
