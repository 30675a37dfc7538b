/** G.711 mu-law, the codec of telephone lines: 8 kHz, 8 bits a sample (ITU-T G.711). */

const bias = 132;
const loudest = 32_635;
export const silence = 255;

const linear = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 255;
  const magnitude = (((bits & 15) << 3) + bias) << ((bits & 112) >> 4);
  return bits & 128 ? bias - magnitude : magnitude - bias;
});

export function decodeMuLaw(codes: Uint8Array): Int16Array {
  return Int16Array.from(codes, (code) => linear[code] ?? 0);
}

export function encodeMuLaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, encode);
}

function encode(sample: number): number {
  const sign = sample < 0 ? 128 : 0;
  const magnitude = Math.min(loudest, Math.abs(sample)) + bias;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 255;
}
