import { Worker } from "node:worker_threads";
import type { ClauseVoice } from "../clauses/clause-tts.ts";
import { samplesOfWav } from "../pcm.ts";
import type { FliteAnswer, FliteRequest } from "./flite-worker.ts";

/** The voices in flite's build that speak at 16 kHz: a woman's, three men's. */
export const fliteVoices = ["slt", "rms", "awb", "kal16"] as const;
export type FliteVoice = (typeof fliteVoices)[number];

type Waiting = { resolve(wav: Uint8Array): void; reject(problem: Error): void };

let thread: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
let nextId = 0;

/** English, on this machine, without anything to install. All calls of the process share one thread. */
export function fliteVoice(options: {
  readonly voice: FliteVoice;
  /** 1: the voice's own. */
  readonly speed: number;
  readonly pitch: number;
}): ClauseVoice {
  // Started ahead: the first clause of a process would wait 700 ms for it.
  thread ??= startThread();
  return {
    provider: "embedded",
    model: `flite-${options.voice}`,
    sampleRate: 16_000,
    async *speak(clause, signal) {
      const wav = await ask({ ...options, text: clause });
      if (!signal.aborted) yield samplesOfWav(wav).samples;
    },
  };
}

function ask(request: Omit<FliteRequest, "id">): Promise<Uint8Array> {
  thread ??= startThread();
  const { worker, waiting } = thread;
  nextId += 1;
  const id = nextId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    // A process with nothing else to do may end, but not while a clause is being spoken.
    worker.ref();
    worker.postMessage({ id, ...request } satisfies FliteRequest);
  });
}

function startThread() {
  // Node warns of WASI as experimental in each process.
  const worker = new Worker(new URL("./flite-worker.ts", import.meta.url), { execArgv: ["--no-warnings"] });
  const waiting = new Map<number, Waiting>();
  const endAll = (problem: Error) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(problem);
  };
  worker.on("message", (answer: FliteAnswer) => {
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("wav" in answer) asker?.resolve(answer.wav);
    else asker?.reject(new Error(answer.problem));
  });
  worker.on("error", endAll);
  worker.on("exit", (code) => endAll(new Error(`flite's thread ended with ${code}.`)));
  worker.unref();
  return { worker, waiting };
}
