import { z } from "zod";
import type { PackedVector } from "./packed-vector.ts";

/** Vectors by position, and the cosine of each with a question's vector. */
export interface VectorTable {
  set(position: number, vector: PackedVector): void;
  clear(position: number): void;
  /** Cosines by position; NaN without a vector. Valid until the next call. */
  cosines(query: PackedVector, size: number): Float32Array;
}

/** scan.c, compiled as it says. */
const engine = Buffer.from(
  [
    "AGFzbQEAAAABCQFgBX9/f39/AAIPAQNlbnYGbWVtb3J5AgABAwIBAAQFAXABAQEGCAF/AUGAgAQLBwgBBHNjYW4AAAq+AQG7AQQCfwF7AX8Cew",
    "JAIAJBAUgNAEEAIQUgA0EBSCEGA0D9DAAAAAAAAAAAAAAAAAAAAAAhBwJAIAYNAEEAIQgDQCAAIAhq/QAAACIJ/YcBIAEgCGr9AAAAIgr9hwH9",
    "ugEgB/2uASAJ/YgBIAr9iAH9ugH9rgEhByAIQRBqIgggA0gNAAsLIAQgBUECdGogB/0bACAH/RsBaiAH/RsCaiAH/RsDajYCACABIANqIQEgBU",
    "EBaiIFIAJHDQALCws=",
  ].join(""),
  "base64",
);
const pageBytes = 65_536;
/** The engine's own stack lies below this. */
const base = 2 * pageBytes;
const Scan = z.object({
  scan: z.custom<(query: number, vectors: number, count: number, width: number, products: number) => void>(
    (value) => typeof value === "function",
  ),
});

/** Compares with every vector, exactly: 100,000 vectors of 384 bytes take some milliseconds. */
export function createVectorTable(width: number): VectorTable {
  const memory = new WebAssembly.Memory({ initial: base / pageBytes });
  const { scan } = Scan.parse(new WebAssembly.Instance(new WebAssembly.Module(engine), { env: { memory } }).exports);
  const query = base;
  const vectors = base + width;
  let capacity = 0;
  let scales = new Float32Array(0);
  let cosines = new Float32Array(0);
  const products = () => vectors + capacity * width;

  function reserve(count: number): void {
    if (count <= capacity) return;
    const wanted = Math.max(count, Math.ceil(capacity * 1.5), 64);
    const needed = vectors + wanted * (width + 4);
    const missing = needed - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    const larger = new Float32Array(wanted);
    larger.set(scales);
    scales = larger;
    cosines = new Float32Array(wanted);
    capacity = wanted;
  }

  return {
    set(position, { bytes, scale }) {
      if (bytes.length !== width) throw new Error(`A vector of ${bytes.length} does not fit a table of ${width}.`);
      reserve(position + 1);
      new Int8Array(memory.buffer, vectors + position * width, width).set(bytes);
      scales[position] = scale;
    },
    clear(position) {
      if (position < capacity) scales[position] = 0;
    },
    cosines(asked, size) {
      reserve(size);
      new Int8Array(memory.buffer, query, width).set(asked.bytes);
      scan(query, vectors, size, width, products());
      const dots = new Int32Array(memory.buffer, products(), size);
      for (let position = 0; position < size; position += 1) {
        const scale = scales[position] ?? 0;
        cosines[position] = scale === 0 ? Number.NaN : (dots[position] ?? 0) * scale * asked.scale;
      }
      return cosines.subarray(0, size);
    },
  };
}
