/** A model of random weights in the file format of the real one: width 32, one layer, one head. */
export interface ToyModel {
  readonly file: Buffer;
  /** The vector by plain arithmetic in double precision. */
  encode(tokens: readonly number[]): readonly number[];
}

const width = 32;
const inner = 32;
const maxTokens = 24;
const epsilon = 1e-12;
const blockBytes = 18;

/** `pieces` are the vocabulary after the four special tokens. */
export function toyModel(pieces: readonly string[]): ToyModel {
  let state = 3;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state / 2 ** 32 - 0.5) * 2;
  };
  const all = ["<s>", "<pad>", "</s>", "<unk>", ...pieces];
  const tensors = new Map<string, { readonly bytes: Buffer; readonly values: readonly number[] }>();
  const floats = (name: string, count: number, base = 0) => {
    const bytes = Buffer.alloc(count * 4);
    for (let at = 0; at < count; at += 1) bytes.writeFloatLE(base + random() * 0.3, at * 4);
    tensors.set(name, { bytes, values: Array.from({ length: count }, (_, at) => bytes.readFloatLE(at * 4)) });
  };
  const packed = (name: string, rows: number) => {
    const bytes = Buffer.alloc(rows * blockBytes);
    const values: number[] = [];
    for (let row = 0; row < rows; row += 1) {
      // 0.0625, a power of two, in half precision.
      bytes.writeUInt16LE(0x2c00, row * blockBytes);
      const weights = Array.from({ length: width }, () => Math.floor((random() + 1) * 7.99));
      for (let at = 0; at < 16; at += 1)
        bytes[row * blockBytes + 2 + at] = (weights[at] ?? 0) | ((weights[at + 16] ?? 0) << 4);
      values.push(...weights.map((weight) => (weight - 8) * 0.0625));
    }
    tensors.set(name, { bytes, values });
  };
  packed("emb.word", all.length);
  floats("emb.pos", maxTokens * width);
  floats("emb.type", width);
  floats("emb.ln.w", width, 1);
  floats("emb.ln.b", width);
  for (const name of ["q", "k", "v", "ao", "fi", "fo"]) {
    packed(`l0.${name}.w`, name === "fi" ? inner : width);
    floats(`l0.${name}.b`, name === "fi" ? inner : width);
  }
  for (const name of ["aln", "oln"]) {
    floats(`l0.${name}.w`, width, 1);
    floats(`l0.${name}.b`, width);
  }
  const of = (name: string) => tensors.get(name)?.values ?? [];

  function multiply(name: string, x: readonly number[]): number[] {
    const [weights, bias] = [of(`l0.${name}.w`), of(`l0.${name}.b`)];
    return bias.map((start, row) =>
      x.reduce((sum, value, at) => sum + value * (weights[row * width + at] ?? 0), start),
    );
  }

  function normalise(name: string, x: readonly number[]): number[] {
    const [weights, bias] = [of(`${name}.w`), of(`${name}.b`)];
    const mean = x.reduce((sum, value) => sum + value, 0) / width;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    return x.map(
      (value, at) => ((value - mean) / Math.sqrt(variance + epsilon)) * (weights[at] ?? 0) + (bias[at] ?? 0),
    );
  }

  function encode(tokens: readonly number[]): readonly number[] {
    let rows = tokens.map((token, place) =>
      normalise(
        "emb.ln",
        Array.from({ length: width }, (_, at) => {
          const word = of("emb.word")[token * width + at] ?? 0;
          return word + (of("emb.pos")[place * width + at] ?? 0) + (of("emb.type")[at] ?? 0);
        }),
      ),
    );
    const [queries, keys, values] = ["q", "k", "v"].map((name) => rows.map((row) => multiply(name, row)));
    const mixed = (queries ?? []).map((query) => {
      const shares = (keys ?? []).map((key) => Math.exp(dot(query, key) / Math.sqrt(width)));
      const total = shares.reduce((sum, share) => sum + share, 0);
      return Array.from({ length: width }, (_, at) =>
        shares.reduce((sum, share, other) => sum + (share / total) * (values?.[other]?.[at] ?? 0), 0),
      );
    });
    rows = rows.map((row, place) => normalise("l0.aln", add(row, multiply("ao", mixed[place] ?? []))));
    rows = rows.map((row) => normalise("l0.oln", add(row, multiply("fo", multiply("fi", row).map(gelu)))));
    const sum = rows.reduce(add);
    const length = Math.sqrt(dot(sum, sum));
    return sum.map((value) => value / length);
  }

  return { file: fileOf(all, tensors), encode };
}

function fileOf(pieces: readonly string[], tensors: ReadonlyMap<string, { readonly bytes: Buffer }>): Buffer {
  const int = (value: number) => Buffer.from(Int32Array.of(value).buffer);
  const long = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
  const blob = Buffer.from(pieces.join(""));
  const offsets = pieces.map((_, at) => int(Buffer.byteLength(pieces.slice(0, at).join(""))));
  const scores = pieces.map((piece) => Buffer.from(Float32Array.of(-1 / piece.length).buffer));
  const head = [
    ...[
      Buffer.from("E5S1"),
      int(1),
      int(width),
      int(1),
      int(1),
      int(inner),
      int(pieces.length),
      int(maxTokens),
      int(1),
    ],
    ...[Buffer.from(Float32Array.of(epsilon).buffer), int(32), int(pieces.length), int(0), int(2), int(1), int(3)],
    ...[long(blob.length), ...offsets, int(blob.length), ...scores, blob],
    // One replacement: a line break becomes a space.
    ...[int(1), int(9), int(10), Buffer.from([1]), int(32), int(tensors.size)],
  ];
  const entry = (name: string, offset: number, size: number) =>
    Buffer.concat([
      Buffer.from(Uint16Array.of(name.length).buffer),
      Buffer.from(name),
      Buffer.alloc(5),
      long(offset),
      long(size),
    ]);
  const directory = [...tensors].reduce((sum, [name]) => sum + entry(name, 0, 0).length, 0);
  let at = Buffer.concat(head).length + directory;
  const entries = [...tensors].map(([name, { bytes }]) => {
    at += bytes.length;
    return entry(name, at - bytes.length, bytes.length);
  });
  return Buffer.concat([...head, ...entries, ...[...tensors.values()].map(({ bytes }) => bytes)]);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function add(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, at) => value + (b[at] ?? 0));
}

/** With the error function by its Taylor series. */
function gelu(x: number): number {
  let term = x / Math.SQRT2;
  let sum = term;
  for (let n = 1; n < 60; n += 1) {
    term *= -(x * x) / (2 * n);
    sum += term / (2 * n + 1);
  }
  return 0.5 * x * (1 + (2 / Math.sqrt(Math.PI)) * sum);
}
