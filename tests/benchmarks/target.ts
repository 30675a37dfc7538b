import { fork } from "node:child_process";
import { once } from "node:events";
import type { GoogleStack } from "../../emulators/google/start.ts";

export type Variant = "echo" | "graph" | "plain" | "gemini";

/** What the `gemini` variant is opened with: the model's address, and Google's emulators in place of the embedded platform. */
export interface Given {
  readonly geminiBaseUrl?: string;
  readonly google?: Omit<GoogleStack, "close">;
}

/** `memory` collects garbage first. */
export type Question = "cpu" | "memory";

export interface Started {
  readonly url: string;
  readonly token: string;
}

export interface Reading {
  /** Of the whole process since its start, user and system. */
  readonly cpuMs: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** A variant served by a process of its own, so that what is counted is its own work and nobody else's. */
export interface Target extends Started {
  read(question: Question): Promise<Reading>;
  stop(): Promise<void>;
}

export async function startTarget(
  variant: Variant,
  { execArgv = [], given = {} }: { readonly execArgv?: readonly string[]; readonly given?: Given } = {},
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
  const started = (await answer()) as Started;
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
