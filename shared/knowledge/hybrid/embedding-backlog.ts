import type { Logger } from "../../telemetry/log.ts";

export interface EmbeddingBacklog {
  /** Runs `work` after what was added before. The same key waits once. A failure is tried again later. */
  add(key: string, work: () => Promise<void>): void;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
}

const retryMs = 30_000;

/** Work that nobody waits for, one piece at a time. What a process leaves undone is found missing by the next search. */
export function embeddingBacklog(log: Logger | undefined): EmbeddingBacklog {
  const waiting = new Map<string, () => Promise<void>>();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (const [key, work] of waiting) {
      try {
        await work();
        waiting.delete(key);
      } catch (error) {
        waiting.delete(key);
        log?.warn({ err: error }, "passages could not be embedded, and are tried again later");
        setTimeout(() => add(key, work), retryMs).unref();
      }
    }
    running = undefined;
  }

  function add(key: string, work: () => Promise<void>): void {
    if (!waiting.has(key)) waiting.set(key, work);
    running ??= Promise.resolve().then(run);
  }

  return { add, idle: async () => void (await running) };
}
