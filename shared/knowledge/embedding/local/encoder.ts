import { readFileSync } from "node:fs";
import { z } from "zod";
import { readModelFile } from "./model-file.ts";
import { createTokenizer } from "./tokenize.ts";

const engine = new URL("./encoder.wasm", import.meta.url);
const pageBytes = 65_536;
/** The engine's own stack and constants lie below this. */
const engineBytes = 4 * pageBytes;
const align = (bytes: number) => Math.ceil(bytes / 16) * 16;

const call = z.custom<(...values: readonly number[]) => void>((value) => typeof value === "function");
/** What encoder.c exports. */
const Engine = z.object({
  embed: call,
  quantize: call,
  multiply: call,
  attend: call,
  normalise: call,
  gelu: call,
});

export interface Encoder {
  readonly dimensions: number;
  /** The text's vector, of length 1. A text longer than the model reads is cut. It holds the thread meanwhile. */
  encode(text: string): Float32Array;
}

/** Runs a model on this thread. `file` is copied into the engine's memory. @throws Error when it is not a model */
export function createEncoder(file: Uint8Array): Encoder {
  const model = readModelFile(file);
  const { width, inner, heads, layers, maxTokens, epsilon } = model;
  const base = engineBytes;
  let end = base + align(file.byteLength);
  const room = (bytes: number) => {
    end += align(bytes);
    return end - align(bytes);
  };
  const floats = (count: number) => room(count * 4);
  const [x, q, k, v, mixed, out] = Array.from({ length: 6 }, () => floats(maxTokens * width)) as Buffers;
  const middle = floats(maxTokens * inner);
  const values = room(maxTokens * inner);
  const scales = floats((maxTokens * inner) / 32);
  const sums = floats((maxTokens * inner) / 32);
  const spread = room(4 * inner + (4 * inner * 4) / 32);
  const shares = floats(maxTokens);

  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / pageBytes) });
  const module = new WebAssembly.Module(readFileSync(engine));
  const run = Engine.parse(new WebAssembly.Instance(module, { env: { memory } }).exports);
  new Uint8Array(memory.buffer).set(file, base);
  const at = (name: string) => base + model.tensor(name).offset;
  const blocks = Array.from({ length: layers }, (_, index) => layerOf(at, index));
  const [words, positions, type] = [at("emb.word"), at("emb.pos"), at("emb.type")];
  const [firstWeight, firstBias] = [at("emb.ln.w"), at("emb.ln.b")];
  const tokenize = createTokenizer(model.vocabulary);

  return {
    dimensions: width,
    encode(text) {
      const tokens = tokenize(text, maxTokens);
      const count = tokens.length;
      const project = ([weights, bias]: Projection, to: number, outputs: number, inputs: number) =>
        run.multiply(weights, bias, values, scales, sums, to, count, outputs, inputs, spread);
      for (const [index, token] of tokens.entries())
        run.embed(words, token, positions + index * width * 4, type, x + index * width * 4, width);
      run.normalise(x, 0, firstWeight, firstBias, count, width, epsilon);
      for (const layer of blocks) {
        run.quantize(x, count * width, values, scales, sums);
        project(layer.query, q, width, width);
        project(layer.key, k, width, width);
        project(layer.value, v, width, width);
        run.attend(q, k, v, mixed, count, heads, width, shares);
        run.quantize(mixed, count * width, values, scales, sums);
        project(layer.attention, out, width, width);
        run.normalise(x, out, ...layer.attentionNorm, count, width, epsilon);
        run.quantize(x, count * width, values, scales, sums);
        project(layer.widen, middle, inner, width);
        run.gelu(middle, count * inner);
        run.quantize(middle, count * inner, values, scales, sums);
        project(layer.narrow, out, width, inner);
        run.normalise(x, out, ...layer.outputNorm, count, width, epsilon);
      }
      return mean(new Float32Array(memory.buffer, x, count * width), width);
    },
  };
}

type Buffers = [number, number, number, number, number, number];
type Projection = readonly [weights: number, bias: number];

function layerOf(at: (name: string) => number, index: number) {
  const pair = (name: string): Projection => [at(`l${index}.${name}.w`), at(`l${index}.${name}.b`)];
  return {
    query: pair("q"),
    key: pair("k"),
    value: pair("v"),
    attention: pair("ao"),
    attentionNorm: pair("aln"),
    widen: pair("fi"),
    narrow: pair("fo"),
    outputNorm: pair("oln"),
  };
}

/** The mean of the rows, with length 1. */
function mean(rows: Float32Array, width: number): Float32Array {
  const vector = new Float32Array(width);
  for (let index = 0; index < rows.length; index += 1)
    vector[index % width] = (vector[index % width] ?? 0) + (rows[index] ?? 0);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
