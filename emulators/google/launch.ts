import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { FoundEmulators } from "./find.ts";

export interface Emulator {
  /** `host:port` */
  readonly address: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";
const startWithinMs = 60_000;
const keptOutput = 4_000;

/** A watcher kills the emulator when this process ends for any reason, because the pipe between them closes. */
const diesWithParent = '(cat <&3 >/dev/null; kill -9 $$) >/dev/null 2>&1 & exec 3<&-; exec java "$@"';

/** Starts Google's Firestore emulator. `rules` is a security rules file. Closing it deletes its data. */
export function launchFirestore(
  found: Pick<FoundEmulators, "firestoreJar">,
  options: { readonly port?: number; readonly rules?: string } = {},
): Promise<Emulator> {
  return launch("Firestore", options.port ?? 8080, (port) => [
    "-Duser.language=en", // the emulator has English messages only
    "-cp",
    found.firestoreJar,
    "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
    "start",
    `--host=${host}`,
    `--port=${port}`,
    ...(options.rules ? [`--rules=${options.rules}`] : []),
  ]);
}

export function launchPubsub(
  found: Pick<FoundEmulators, "pubsubJar">,
  options: { readonly port?: number } = {},
): Promise<Emulator> {
  return launch("Pub/Sub", options.port ?? 8085, (port) => [
    "-jar",
    found.pubsubJar,
    `--host=${host}`,
    `--port=${port}`,
  ]);
}

/**
 * Port 0 picks a free port.
 * @throws Error with the emulator's output when it does not start.
 */
async function launch(name: string, asked: number, args: (port: number) => readonly string[]): Promise<Emulator> {
  const port = asked === 0 ? await freePort() : asked;
  if (asked !== 0 && (await isListening(port))) throw new Error(`Port ${port} of the ${name} emulator is in use.`);
  const command = ["-c", diesWithParent, "sh", "-Xmx512m", ...args(port)];
  const child = spawn("sh", command, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const output = lastOutput(child);
  // Closing the pipe triggers the watcher. It must not keep a finished process alive.
  const watcher = child.stdio[3] as Socket;
  watcher.unref();
  const kill = () => void child.kill("SIGKILL"); // it has no data worth a graceful shutdown
  process.once("exit", kill);
  const deadline = Date.now() + startWithinMs;
  while (!(await isListening(port))) {
    if (child.exitCode === null && child.pid !== undefined && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    kill();
    throw new Error(`The ${name} emulator did not start on port ${port}:\n${output()}`);
  }
  return {
    address: `${host}:${port}`,
    async close() {
      process.off("exit", kill);
      watcher.destroy();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      kill();
      await gone;
    },
  };
}

function lastOutput(child: ChildProcess): () => string {
  let text = "";
  const keep = (chunk: Buffer | string) => {
    text = `${text}${chunk}`.slice(-keptOutput);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.on("error", (error) => keep(error.message));
  return () => text;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
