import { fork } from "node:child_process";
import { once } from "node:events";
import type { GoogleStack } from "../../emulators/google/start.ts";

export type Variant = "echo" | "graph" | "plain" | "gemini";

/** Options of the `gemini` variant: the model's URL, and Google's emulators instead of the embedded platform. */
export interface TargetOptions {
  /** Of the `graph` variant: the collector, and the share of traces that are recorded. */
  readonly tracing?: { readonly endpoint: string; readonly ratio: number };
  readonly geminiBaseUrl?: string;
  readonly google?: Omit<GoogleStack, "close">;
}

/** The reading to take. `memory` collects garbage first. */
export type Question = "cpu" | "memory";

export interface StartedTarget {
  readonly url: string;
  readonly token: string;
}

export interface Reading {
  /** User and system time of the process since its start. */
  readonly cpuMs: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** A variant in its own process, so that only its own work is measured. */
export interface Target extends StartedTarget {
  read(question: Question): Promise<Reading>;
  stop(): Promise<void>;
}

export async function startTarget(
  variant: Variant,
  { execArgv = [], given = {} }: { readonly execArgv?: readonly string[]; readonly given?: TargetOptions } = {},
): Promise<Target> {
  const file = new URL("./server.ts", import.meta.url);
  const child = fork(file, [variant, JSON.stringify(given)], {
    execArgv: [...execArgv],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([
      once(child, "message"),
      exited.then(([code]) => Promise.reject(new Error(`The ${variant} process ended with ${code}.`))),
    ]);
    return message;
  };
  const started = (await answer()) as StartedTarget;
  return {
    ...started,
    async read(question) {
      child.send(question);
      return (await answer()) as Reading;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
