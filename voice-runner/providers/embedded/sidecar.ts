import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";

const Message = z.looseObject({
  id: z.number().optional(),
  ready: z.boolean().optional(),
  bytes: z.int().nonnegative().default(0),
  more: z.boolean().default(false),
  problem: z.string().optional(),
});
export type SidecarMessage = z.infer<typeof Message>;

export interface SidecarPart {
  readonly message: SidecarMessage;
  /** What followed the message, empty without `bytes`. */
  readonly payload: Uint8Array;
}

type Asker = { part(part: SidecarPart): void; fail(problem: Error): void };

/** Importing the engines and reading a model takes 1–3 s; on a busy machine much longer. */
const readyWithinMs = 120_000;

/**
 * A program that answers one request after the other over its standard input and output: a line of JSON, and the bytes
 * that the line announces. It starts with the first request and again after a crash, and ends with this process.
 */
export function sidecar(command: string, args: readonly string[]) {
  let running: ReturnType<typeof start> | undefined;
  let nextId = 0;
  const started = () => {
    running ??= start();
    return running;
  };

  function start() {
    const child = spawn(command, [...args], { stdio: ["pipe", "pipe", "pipe"] });
    const askers = new Map<number, Asker>();
    let complaint = "";
    let announceReady: (message: SidecarMessage) => void = () => {};
    let giveUp: (problem: Error) => void = () => {};
    const ready = new Promise<SidecarMessage>((resolve, reject) => {
      announceReady = resolve;
      giveUp = reject;
    });
    // Whoever asked is told; nobody need have asked.
    ready.catch(() => {});
    const tooLate = setTimeout(() => child.kill("SIGKILL"), readyWithinMs);
    const end = (problem: Error) => {
      clearTimeout(tooLate);
      if (running?.child === child) running = undefined;
      giveUp(problem);
      for (const asker of askers.values()) asker.fail(problem);
      askers.clear();
    };
    child.on("error", end);
    child.on("close", (code, signal) => {
      const lastLine = complaint.trim().split("\n").at(-1);
      end(new Error(`${args[0]} ended (${signal ?? code}). ${lastLine ?? ""}`.trim()));
    });
    child.stdin.on("error", end);
    child.stderr.on("data", (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-2_000);
    });
    readMessages(child.stdout, (part) => {
      const { id, ready: isReady, more, problem } = part.message;
      if (isReady) {
        clearTimeout(tooLate);
        announceReady(part.message);
      }
      const asker = id === undefined ? undefined : askers.get(id);
      if (!asker || id === undefined) return;
      if (!more) askers.delete(id);
      if (problem !== undefined) asker.fail(new Error(problem));
      else asker.part(part);
      if (askers.size === 0) rest(child);
    });
    return { child, askers, ready };
  }

  return {
    /** Starts it ahead. @returns its first message; rejects when it cannot start */
    ready(): Promise<SidecarMessage> {
      return started().ready;
    },
    /** The parts of the answer, as they come. @throws Error with the program's own words */
    async *ask(request: object, payload: Uint8Array = new Uint8Array(0)): AsyncGenerator<SidecarPart> {
      const { child, askers, ready } = started();
      nextId += 1;
      const id = nextId;
      const parts: SidecarPart[] = [];
      let problem: Error | undefined;
      let wake: () => void = () => {};
      askers.set(id, {
        part: (part) => {
          parts.push(part);
          wake();
        },
        fail: (why) => {
          problem = why;
          wake();
        },
      });
      busy(child);
      await ready;
      child.stdin.write(`${JSON.stringify({ id, bytes: payload.length, ...request })}\n`);
      child.stdin.write(payload);
      for (;;) {
        for (let part = parts.shift(); part; part = parts.shift()) {
          yield part;
          if (!part.message.more) return;
        }
        if (problem) throw problem;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (parts.length > 0 || problem) resolve();
        });
      }
    },
    /** Ends the program. A later request starts it again. */
    async close(): Promise<void> {
      const child = running?.child;
      running = undefined;
      child?.stdin.end();
    },
  };
}
export type Sidecar = ReturnType<typeof sidecar>;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A process with nothing else to do may end while the sidecar waits for work, but not while it works. */
function rest(child: Child): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) handleOf(stream)?.unref();
}

function busy(child: Child): void {
  child.ref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) handleOf(stream)?.ref();
}

/** Pipes of child processes are sockets, though Node's types say only streams. */
function handleOf(stream: Readable | Writable): { ref(): void; unref(): void } | undefined {
  return "unref" in stream && "ref" in stream ? (stream as unknown as { ref(): void; unref(): void }) : undefined;
}

function readMessages(stream: Readable, take: (part: SidecarPart) => void): void {
  let received = Buffer.alloc(0);
  let message: SidecarMessage | undefined;
  stream.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      if (!message) {
        const end = received.indexOf(10);
        if (end === -1) return;
        message = Message.parse(JSON.parse(received.toString("utf8", 0, end)));
        received = received.subarray(end + 1);
      }
      if (received.length < message.bytes) return;
      const payload = received.subarray(0, message.bytes);
      received = received.subarray(message.bytes);
      take({ message, payload });
      message = undefined;
    }
  });
}
