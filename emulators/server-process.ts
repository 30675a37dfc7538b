import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A server in a process of its own. It ends with this process, however this process ends. */
export interface ServerProcess {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  /** Kills it. A server of tests has no data that is worth a graceful shutdown. */
  close(): Promise<void>;
}

export interface ServerCommand {
  /** For messages, such as `Firestore emulator`. */
  readonly name: string;
  readonly command: string;
  args(port: number): readonly string[];
  /** 0 picks a free port. */
  readonly port: number;
}

export const loopback = "127.0.0.1";
const startWithinMs = 60_000;
const keptOutput = 4_000;

/** A watcher kills the server when this process ends for any reason, because the pipe between them closes. */
const diesWithParent = '(cat <&3 >/dev/null; kill -9 $$) >/dev/null 2>&1 & exec 3<&-; exec "$@"';

/**
 * Starts a server on the loopback interface and waits until it listens.
 * @throws Error if the port is in use, or with the server's output when it does not start.
 */
export async function startServerProcess(server: ServerCommand): Promise<ServerProcess> {
  const port = server.port === 0 ? await freePort() : server.port;
  if (server.port !== 0 && (await isListening(port))) throw new Error(`Port ${port} of the ${server.name} is in use.`);
  const child = spawn("sh", ["-c", diesWithParent, "sh", server.command, ...server.args(port)], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const output = lastOutput(child);
  // Closing the pipe triggers the watcher. It must not keep a finished process alive.
  const watcher = child.stdio[3] as Socket;
  watcher.unref();
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const deadline = Date.now() + startWithinMs;
  while (!(await isListening(port))) {
    if (child.exitCode === null && child.pid !== undefined && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    kill();
    throw new Error(`The ${server.name} did not start on port ${port}:\n${output()}`);
  }
  return {
    host: loopback,
    port,
    pid: child.pid ?? 0,
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
    const socket = connect(port, loopback);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, loopback);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, loopback);
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}
