import { Worker } from "node:worker_threads";
import { register } from "../../../models/register.ts";
import { RetryableError } from "../../../runtime/failures/errors.ts";
import type { PackedVector } from "../../vectors/packed-vector.ts";
import type { Embedder } from "../embedder.ts";

export const localModel = "multilingual-e5-small-q4";
const dimensions = 384;
const workerUrl = new URL("./encoder-worker.ts", import.meta.url);

interface Task {
  readonly id: number;
  readonly text: string;
  resolve(vector: PackedVector): void;
  reject(error: unknown): void;
}

interface Answer {
  readonly id: number;
  readonly vector: PackedVector;
}

/**
 * multilingual-e5-small in a thread of its own, which starts at the first text. Questions go before passages. A thread
 * that dies fails what it was asked, and the next text starts another.
 */
export function localEmbedder(file: string): Embedder & { close(): Promise<void> } {
  const questions: Task[] = [];
  const passages: Task[] = [];
  let worker: Worker | undefined;
  let running: Task | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(workerUrl, { workerData: { file } });
    started.on("message", ({ id, vector }: Answer) => {
      if (running?.id !== id) return;
      running.resolve(vector);
      running = undefined;
      next();
    });
    const fail = (cause?: unknown) => {
      if (worker !== started) return;
      worker = undefined;
      running?.reject(new RetryableError("embedding-unavailable", "The embedding model's thread ended.", { cause }));
      running = undefined;
      next();
    };
    started.once("error", fail);
    started.once("exit", () => fail());
    return started;
  }

  function next(): void {
    if (running) return;
    running = questions.shift() ?? passages.shift();
    if (!running) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    worker.postMessage({ id: running.id, text: running.text });
  }

  function encode(queue: Task[], text: string, signal: AbortSignal | undefined): Promise<PackedVector> {
    return new Promise((resolve, reject) => {
      lastId += 1;
      const task: Task = { id: lastId, text, resolve, reject };
      const abandon = () => {
        const index = queue.indexOf(task);
        if (index >= 0) queue.splice(index, 1);
        reject(signal?.reason);
      };
      if (signal?.aborted) return abandon();
      signal?.addEventListener("abort", abandon, { once: true });
      queue.push(task);
      next();
    });
  }

  return {
    model: localModel,
    dimensions,
    scale: register.find(({ id }) => id === localModel)?.retrieval ?? null,
    whileIndexing: false,
    embedQuestion: (text, signal) => encode(questions, `query: ${text}`, signal),
    embedPassages: (texts, signal) => Promise.all(texts.map((text) => encode(passages, `passage: ${text}`, signal))),
    async close() {
      const ended = worker;
      worker = undefined;
      await ended?.terminate();
    },
  };
}
