import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { packVector } from "../../vectors/packed-vector.ts";
import { createEncoder } from "./encoder.ts";

/** Encodes one text after another. Started by local-embedder.ts with the model's file. */
const { file } = z.object({ file: z.string() }).parse(workerData);
const encoder = createEncoder(readFileSync(file));

parentPort?.on("message", (message: unknown) => {
  const { id, text } = z.object({ id: z.number(), text: z.string() }).parse(message);
  parentPort?.postMessage({ id, vector: packVector(encoder.encode(text)) });
});
